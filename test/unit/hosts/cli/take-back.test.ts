import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../../../src/main/hosts/app.ts';
import type { Flags } from '../../../../src/main/hosts/cli/options.ts';
import { importConversions } from '../../../../src/main/hosts/cli/revenue.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** What was asked of the library for these options. */
async function asked(flags: Flags) {
  const folder = tempFolder();
  const path = join(folder, 'orders.csv');
  writeFileSync(path, 'order_id,value\n1,10\n');
  const calls: unknown[] = [];
  const app = {
    call: async (...call: unknown[]) => {
      calls.push(call);
      return { ok: true, value: { taken_back: 1 } };
    },
  } as unknown as App;
  await importConversions(app, [path], { ...flags, out: join(folder, 'said') });
  return calls;
}

it('takes back by the words of the file and its source, and refuses what would say nothing there', async () => {
  expect(await asked({ 'take-back': true, source: 'shop' })).toEqual([
    ['learn.takeBackImport', { text: 'order_id,value\n1,10\n', source: 'shop' }, expect.anything()],
  ]);
  for (const idle of ['shop', 'map', 'zone', 'currency'] as const)
    await expect(asked({ 'take-back': true, [idle]: 'total=value' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(`--${idle}`),
    });
  // A dry run that took something back would be the worst of all.
  await expect(asked({ 'take-back': true, 'dry-run': true, shop: 'a' })).rejects.toMatchObject({
    message: expect.stringContaining('--shop and --dry-run'),
  });
});
