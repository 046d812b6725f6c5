import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAround } from '../support/act/kills.ts';
import { metaAt, openAccount } from '../support/act/meta-account.ts';
import { atRest, openDesk, program } from '../support/act/open-desk.ts';
import { logged, tamper } from '../support/act/tamper.ts';
import { Random } from '../support/clips/random.ts';
import type { BenchResult } from './run.ts';

/**
 * `reliability.md` 5: kills around the call, lost replies with a look-up that lags, presses at once, edits of what was
 * approved, and tampering with the log; all against the emulator of Meta, whose own list of changes is the judge. Flags: --kills,
 * --lost, --edits, --tamperings, --seed.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const number = (name: string, usual: number) => Number(flags.get(name) ?? usual);
  const seed = number('seed', 20_261_127);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'titan-act-')));
  try {
    const kills = await killAround(folder, number('kills', 1000), seed);
    const lost = await loseReplies(join(folder, 'lost'), number('lost', 500), seed);
    const presses = await pressAtOnce(join(folder, 'presses'), 100, 100);
    const edits = await editApproved(join(folder, 'edits'), number('edits', 100));
    const log = await tamperAll(join(folder, 'log'), number('tamperings', 500), seed);
    const ratios = {
      'kills: budgets changed twice': { value: kills.doubled, bar: 0 },
      'kills: budgets never changed': { value: kills.lost, bar: 0 },
      'lost replies: budgets changed twice': { value: lost.doubled, bar: 0 },
      'lost replies: budgets never changed': { value: lost.lost, bar: 0 },
      'presses at once: executions beyond one': { value: presses.beyond, bar: 0 },
      'edited after approval: carried out': { value: edits.carriedOut, bar: 0 },
      'tampering: missed': { value: log.tried - log.found, bar: 0 },
      'tampering: first bad entry not named': { value: log.tried - log.named, bar: 0 },
    };
    const pass = kills.failures.length === 0 && Object.values(ratios).every(({ value, bar }) => value <= bar);
    return { name: 'act', ratios, raw: { kills, lost, presses, edits, log }, pass };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function accountWith(targets: readonly string[]) {
  const account = await openAccount();
  for (const id of targets) account.target(id);
  return account;
}
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(1000 + n));
const propose = (desk: Awaited<ReturnType<typeof openDesk>>, target: string, after_minor = 5100) =>
  desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor }] }, program);

/** Replies cut off before or after their effect, and look-ups that show it up to 0.12 s late. */
async function loseReplies(home: string, count: number, seed: number) {
  const random = new Random(seed);
  const targets = ids(count);
  const account = await accountWith(targets);
  account.lagMs = () => random.whole(0, 120);
  for (const target of targets)
    account.faults.push({ on: 'write', target, kind: random.chance(0.5) ? 'reset' : 'lost' });
  const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
  await desk.ask('approve.setLimits', { settling_s: 1, per_day_minor: 1e9, per_account_day_minor: 1e9 });
  for (let from = 0; from < count; from += 50) {
    const asked = await Promise.all(targets.slice(from, from + 50).map((target) => propose(desk, target)));
    await Promise.all(
      asked.map(({ item }) => desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash })),
    );
    await atRest(desk);
  }
  await desk.close();
  const effects = targets.map((id) => account.effects().filter(({ target }) => target === id).length);
  await account.close();
  return {
    replies: count,
    doubled: effects.filter((n) => n > 1).length,
    lost: effects.filter((n) => n === 0).length,
  };
}

async function pressAtOnce(home: string, requests: number, presses: number) {
  const targets = ids(requests);
  const account = await accountWith(targets);
  const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
  await desk.ask('approve.setLimits', { per_day_minor: 1e9, per_account_day_minor: 1e9 });
  let allowed = 0;
  for (const target of targets) {
    const { item } = await propose(desk, target);
    const press = () => desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
    const pressed = await Promise.allSettled(Array.from({ length: presses }, press));
    allowed += pressed.filter(({ status }) => status === 'fulfilled').length;
  }
  await desk.close();
  await account.close();
  return {
    requests,
    presses: requests * presses,
    beyond: Math.max(allowed, account.effects().length) - requests,
  };
}

/** Approved, waiting for the platform's hour to pass, and edited meanwhile: nobody has agreed to what it is now. */
async function editApproved(home: string, count: number) {
  const targets = ids(count);
  const account = await accountWith([]);
  const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
  await desk.ask('approve.setLimits', { per_day_minor: 1e9, per_account_day_minor: 1e9 });
  let open = 0;
  for (const target of targets) {
    account.target(target);
    account.crowd(target, true);
    const { item } = await propose(desk, target);
    await desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
    const { id, content_hash } = item;
    const edited = await desk.ask('approve.edit', {
      id,
      content_hash,
      changes: [{ target, after_minor: 5200 }],
    });
    if (edited.item.state === 'proposed') open += 1;
    account.crowd(target, false);
  }
  await desk.approvals.resume();
  const old = await Promise.allSettled(
    (await desk.ask('approve.list', { limit: 1000 })).items.map(({ id }) =>
      desk.ask('approve.confirm', { id, content_hash: '0'.repeat(64) }),
    ),
  );
  await desk.close();
  await account.close();
  const refused = old.filter(({ status }) => status === 'rejected').length;
  return {
    edits: count,
    open,
    refused,
    carriedOut: account.effects().length + (count - open) + (count - refused),
  };
}

async function tamperAll(home: string, times: number, seed: number) {
  const account = await accountWith([]);
  const older = await logged(account, home, 12);
  await account.close();
  return tamper(home, older, times, seed);
}
