import { z } from 'zod';
import * as contract from '../../../contract/index.ts';

export type Json = Record<string, unknown>;

export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** The transport's own shape: an interface in the contract, because it must survive where zod is not loaded. */
const failure: Json = {
  type: 'object',
  properties: {
    code: ref('Code'),
    message: { type: 'string', description: 'What happened, with the file, field or call.' },
    nextStep: { type: 'string' },
    logId: { type: 'string', description: 'Only with INTERNAL.' },
  },
  required: ['code', 'message', 'nextStep'],
  additionalProperties: false,
};

export interface ContractSchemas {
  /** Everything under `components.schemas`. */
  readonly all: Json;
  nameOf(schema: z.ZodType): string;
}

/** A schema that the contract exports by name stands under that name; any other under the procedure that uses it. */
export function contractSchemas(
  offered: readonly (readonly [string, contract.Procedure])[],
): ContractSchemas {
  const registry = z.registry<{ id: string }>();
  const inputs = new Set<string>();
  for (const [id, value] of Object.entries(contract)) {
    if (value instanceof z.ZodType) registry.add(value, { id });
  }
  for (const [id, { input, output }] of offered) {
    if (!registry.has(input)) {
      registry.add(input, { id: `${id}.input` });
      inputs.add(`${id}.input`);
    }
    if (!registry.has(output)) registry.add(output, { id: `${id}.output` });
  }
  const uri = (id: string): string => `#/components/schemas/${id}`;
  // A field with a default may be left out of an input and is always there in an output.
  const asInput = z.toJSONSchema(registry, { io: 'input', uri }).schemas;
  const asOutput = z.toJSONSchema(registry, { io: 'output', uri }).schemas;
  const all: Json & { Error?: Json } = { Failure: failure };
  for (const id of Object.keys(asOutput)) {
    const { $schema, $id, ...schema } = { ...(inputs.has(id) ? asInput : asOutput)[id] };
    all[id] = schema;
  }
  all.Error = { type: 'object', properties: { error: ref('Failure') }, required: ['error'] };
  return { all, nameOf: (schema) => registry.get(schema)?.id ?? '' };
}
