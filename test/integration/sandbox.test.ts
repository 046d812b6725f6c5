import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Ad, BudgetProposal, Output } from '../../src/contract/index.ts';
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

test.runIf(process.platform === 'linux')(
  'at a terminal the person types the amount, the budgets change, the days pass, and what came of it is settled',
  async () => {
    const out = join(tempFolder(), 'out.json');
    const words = [process.execPath, builtCli, 'sandbox', '--max', '1', '--json', '--out', out];
    // It gives the command a terminal of its own.
    const child = spawn('script', ['-qec', words.map((one) => `'${one}'`).join(' '), '/dev/null'], {
      env: { ...process.env, NODE_NO_WARNINGS: '1', NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    for await (const text of child.stdout.setEncoding('utf8')) {
      said += text;
      const [, amount] = /Type ([\d.,]+) to approve: $/.exec(said) ?? [];
      if (amount === undefined) continue;
      child.stdin.write(`${amount}\n`);
      said = '';
    }
    const { proposal, outcomes } = JSON.parse(readFileSync(out, 'utf8')) as {
      proposal: BudgetProposal;
      outcomes: Output<'decide.outcomes'>;
    };
    const [outcome] = outcomes.outcomes;
    expect(outcome).toMatchObject({ state: 'settled', source: 'ledger', approvals: proposal.proposals });
    // The whole of what was approved was spent on each of its days, at the account itself.
    expect(outcome?.whole?.spend_minor).toBe(7 * proposal.total_minor);
    expect(outcome?.whole?.revenue_minor).toBeGreaterThan(0);
  },
  180_000,
);
