import type { CallToolResult, Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import {
  type Caller,
  contract,
  type Procedure,
  type ProcedureId,
  scopeFor,
} from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { model } from './caller.ts';

/** A model looks and proposes. What changes this machine at once is left to people and to their scripts. */
const isOffered = ({ effect, hosts, person }: Procedure): boolean =>
  (effect === 'none' || effect === 'propose') && !person && (hosts?.includes('mcp') ?? true);

const nameOf = (id: string): string => id.replace('.', '_');

const offered: ReadonlyMap<string, { readonly id: string; readonly procedure: Procedure }> = new Map(
  Object.entries<Procedure>(contract)
    .filter(([, procedure]) => isOffered(procedure))
    .map(([id, procedure]) => [nameOf(id), { id, procedure }]),
);

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Tool['inputSchema'] =>
  z.toJSONSchema(type, { io, target: 'draft-2020-12' }) as Tool['inputSchema'];

/** Whether a tool adds to the queue in which a person decides. */
export const proposes = (name: string): boolean => offered.get(name)?.procedure.effect === 'propose';

let listed: Tool[] | undefined;

/** Made when first asked for: the schemas of all procedures take longer than a call. */
export function toolList({ scopes }: Pick<Caller, 'scopes'> = model): Tool[] {
  listed ??= [...offered].map(([name, { procedure }]) => ({
    name,
    title: procedure.summary,
    description: `${procedure.summary}.`,
    inputSchema: schemaOf(procedure.input, 'input'),
    outputSchema: schemaOf(procedure.output, 'output'),
    annotations: {
      readOnlyHint: procedure.effect === 'none',
      destructiveHint: false,
      idempotentHint: procedure.effect === 'none',
      // What is proposed is done at a service, once a person lets it.
      openWorldHint: procedure.asks === true || procedure.effect === 'propose',
    },
  }));
  return listed.filter(({ name }) => {
    const tool = offered.get(name);
    return tool && scopes.includes(scopeFor(tool.procedure.effect));
  });
}

/** Null when there is no such tool. Failures are told to the model with their code and what to do next. */
export async function callTool(
  app: Pick<App, 'call'>,
  name: string,
  input: unknown,
  caller: Caller = model,
): Promise<CallToolResult | null> {
  const tool = offered.get(name);
  if (!tool) return null;
  const result = await app.call(tool.id satisfies string as ProcedureId, input ?? {}, caller);
  if (!result.ok) return { isError: true, content: [text({ error: result.error })] };
  return { content: [text(result.value)], structuredContent: result.value as Record<string, unknown> };
}

const text = (value: unknown) => ({ type: 'text' as const, text: JSON.stringify(value) });
