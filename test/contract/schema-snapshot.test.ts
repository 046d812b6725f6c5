import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppEvent, contract, errors, hosts, type Procedure } from '../../src/contract/index.ts';

/**
 * The whole contract as JSON Schema. A change here is a change of what other programs rely on: look at the difference,
 * then accept it with `vitest run test/contract/schema-snapshot.test.ts -u`.
 */
test('the contract is what it was, or the change was looked at', async () => {
  const schema = (type: z.ZodType, io: 'input' | 'output') =>
    z.toJSONSchema(type, {
      io,
      target: 'draft-2020-12',
      unrepresentable: 'throw',
      reused: 'inline',
      cycles: 'ref',
    });
  const procedures = Object.fromEntries(
    Object.entries<Procedure>(contract)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { kind, effect, input, output, errors: codes, hosts: offered, summary }]) => [
        id,
        {
          kind,
          effect,
          hosts: offered ?? hosts,
          summary,
          errors: codes,
          input: schema(input, 'input'),
          output: schema(output, 'output'),
        },
      ]),
  );
  const text = JSON.stringify({ procedures, event: schema(AppEvent, 'output'), errors }, null, 1);
  await expect(`${text}\n`).toMatchFileSnapshot('./contract.snap');
});
