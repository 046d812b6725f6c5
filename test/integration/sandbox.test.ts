import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Ad, BudgetProposal } from '../../src/contract/index.ts';
import { builtCli } from '../support/built-cli.ts';
import { node } from '../support/children.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('the sandbox of the build goes from Drive and the council to a proposal that waits, on this machine alone, and leaves nothing behind', async () => {
  const temp = tempFolder();
  // A key of the user's own must not be used.
  const env = { TMPDIR: temp, TEMP: temp, TMP: temp, OPENAI_API_KEY: 'sk-real', META_ACCESS_TOKEN: 'real' };
  const { code, stdout, stderr } = await node([builtCli, 'sandbox', '--max', '3', '--json'], env).ended;
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('SANDBOX');
  for (const [host] of stderr.matchAll(/(?<=: )\S+(?= gets )/g)) expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
  const { sandbox, ads, proposal, outcomes } = JSON.parse(stdout) as {
    sandbox: boolean;
    ads: Ad[];
    proposal: BudgetProposal;
    outcomes: unknown;
  };
  expect(sandbox).toBe(true);
  expect(ads).toHaveLength(3);
  // Nobody sits at a terminal: it waits, and nothing has come of it.
  expect(proposal).toMatchObject({ basis: { source: 'ledger' }, proposals: [expect.any(String)] });
  expect(outcomes).toBeNull();
  for (const { source, council } of ads) {
    expect(source.kind).toBe('drive');
    expect(council?.basis).toBe('council');
    expect(council?.members.filter(({ state }) => state === 'voted')).toHaveLength(5);
  }
  expect(readdirSync(temp).filter((name) => name.startsWith('titan-sandbox'))).toEqual([]);
}, 180_000);
