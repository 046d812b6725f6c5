import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ApprovalDetail } from '../../src/contract/index.ts';
import { systemClock } from '../../src/main/hosts/clock.ts';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A yes must hold at every call, however long after it that comes: a lost line, a crash, a hand in the file. */

let account: ActAccount;
let desk: Desk;
let home: string;
let aheadMs = 0;
let drafts = 0;
/** How many more looks at the account are answered before the line is lost. */
let looksLeft = Number.POSITIVE_INFINITY;
/** In place of those that come behind a change. */
let looksAtTheEnd: ((signal: AbortSignal) => Promise<never>) | undefined;
const clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs).toISOString() };
const givenList = /"given":\[[^\]]*\]/.source;

const open = async (): Promise<void> => {
  const meta = metaAt(account.origin);
  desk = await openDesk({
    home,
    clock,
    tagged: {
      publish: {
        async send(_content, tag) {
          drafts += 1;
          return { kind: 'done', answerId: tag };
        },
      },
    },
    adAccount: {
      ...meta,
      async read(...asked) {
        looksLeft -= 1;
        if (looksLeft < 0) throw new AppError('OFFLINE', 'There is no line.');
        if (effects().length > 0) await looksAtTheEnd?.(asked[2]);
        return meta.read(...asked);
      },
    },
  });
};
const place = { account: '1203844', client: '1203844', currency: 'EUR' };
const show = ({ item }: ApprovalDetail) => desk.ask('approve.show', { id: item.id });
const effects = () => account.effects().map(({ target, value }) => [target, value]);

/** Approves a change of budgets of which only so many looks are answered, and ends the process. */
async function leftAt(looks: number, ...changes: [string, number][]): Promise<ApprovalDetail> {
  const asked = await desk.ask(
    'approve.proposeBudgets',
    { changes: changes.map(([target, after_minor]) => ({ target, after_minor })) },
    program,
  );
  const { id, content_hash, amount_minor } = asked.item;
  looksLeft = looks;
  const left = await desk.ask('approve.confirm', { id, content_hash, typed_minor: amount_minor });
  expect(left.item.problem).toContain('There is no line.');
  await desk.close();
  looksLeft = Number.POSITIVE_INFINITY;
  return asked;
}
const startAgain = async (): Promise<void> => {
  await open();
  await desk.approvals.restarted();
};
const ends = async (asked: ApprovalDetail, state: string): Promise<ApprovalDetail> => {
  await expect.poll(async () => (await show(asked)).item.state).toBe(state);
  return show(asked);
};
/** The look before the yes, that before the claim, and none before the call. */
const beforeTheCall = 2;
/** Also that before the call, and none after it. */
const atTheCall = 3;
/** Also that before the first call of two, and the one that reads it back. */
const betweenTwo = 4;

beforeEach(async () => {
  account = await openAccount();
  home = tempFolder();
  aheadMs = 0;
  drafts = 0;
  looksLeft = Number.POSITIVE_INFINITY;
  await open();
  for (const id of ['11', '12', '13']) account.target(id);
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

/** One field of what was approved of 12, as it lies in the database. */
const edits: [string, string, string][] = [
  ['the amount', '"afterMinor":6000', '"afterMinor":600000'],
  ['the amount before', '"beforeMinor":5000', '"beforeMinor":5001'],
  ['the target', '"target":"12"', '"target":"13"'],
  ['the account', '"account":"1203844"', '"account":"1203845"'],
  ['the client', '"client":"1203844"', '"client":"cafe"'],
  ['the currency', '"currency":"EUR"', '"currency":"USD"'],
  ['the name', '"name":"Ad set 12"', '"name":"Ad set 13"'],
  ['whether it runs', '"afterMinor":6000}', '"afterMinor":6000,"paused":true}'],
  ['the hash', '"contentHash":"', '"contentHash":"0'],
  ['the hash that was said yes to', '"hash":"', '"hash":"0'],
  ['who said yes', givenList, '"given":[]'],
];
function change(table: 'approvals' | 'approval_parts', way: (text: string) => string, where = 'true'): void {
  const column = table === 'approvals' ? 'approval' : 'mutation';
  const db = new Sqlite(desk.file);
  const row = db.prepare(`SELECT ${column} AS text FROM ${table} WHERE ${where}`).get() as { text: string };
  const changed = way(row.text);
  expect(changed).not.toBe(row.text);
  db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`).run(changed);
  db.close();
}

test.each(edits)('%s edited between the claim and the call: nothing leaves', async (_, from, to) => {
  const asked = await leftAt(beforeTheCall, ['12', 6000]);
  change('approvals', (text) => text.replace(new RegExp(from), to));
  await startAgain();
  const { parts } = await ends(asked, 'voided');
  expect(parts.map(({ state }) => state)).not.toContain('waiting');
  expect(effects()).toEqual([]);
});

test.each(edits)('%s edited between two calls: the second does not leave', async (_, from, to) => {
  const asked = await leftAt(betweenTwo, ['11', 4000], ['12', 6000]);
  change('approvals', (text) => text.replace(new RegExp(from), to));
  await startAgain();
  const { item } = await ends(asked, 'failed');
  expect(item.problem).toContain('1 of 2 done. It is not what was approved');
  expect(effects()).toEqual([['11', '4000']]);
});

test.each(edits)(
  '%s edited while a reply is lost: it is not made again, a person looks',
  async (_, from, to) => {
    account.faults.push({ on: 'write', target: '12', kind: 'reset' });
    const asked = await leftAt(atTheCall, ['12', 6000]);
    change('approvals', (text) => text.replace(new RegExp(from), to));
    aheadMs = 3_600_000;
    await startAgain();
    const said = from === givenList ? 'failed' : 'unknown';
    await ends(asked, said);
    await expect
      .poll(async () => (await show(asked)).item.problem)
      .toMatch(/not stored as it was|not what was/);
    expect(effects()).toEqual([]);
  },
);

test.each([
  ['between the claim and the call', beforeTheCall, [['12', 6000]]],
  [
    'between two calls',
    betweenTwo,
    [
      ['11', 4000],
      ['12', 6000],
    ],
  ],
] as [string, number, [string, number][]][])(
  'a call that is stored otherwise %s is made as it was approved',
  async (_, looks, changes) => {
    const asked = await leftAt(looks, ...changes);
    const of12 = `target = '12'`;
    change('approval_parts', (text) => text.replace('"toMinor":6000', '"toMinor":600000'), of12);
    await startAgain();
    await ends(asked, 'confirmed');
    expect(effects()).toEqual(changes.map(([target, after]) => [target, String(after)]));
    const { entries } = await desk.ask('act.log', { limit: 100 });
    const sent = entries.filter(({ what }) => what === 'send');
    expect(sent.map(({ after }) => after)).toMatchObject(
      changes.toReversed().map(([target, toMinor]) => ({ note: { mutation: { target, toMinor } } })),
    );
  },
);

test('a call that is stored for another target is not made', async () => {
  const asked = await leftAt(beforeTheCall, ['12', 6000]);
  const db = new Sqlite(desk.file);
  db.exec(`UPDATE approval_parts SET target = '13'`);
  db.close();
  await startAgain();
  await ends(asked, 'voided');
  expect(effects()).toEqual([]);
});

const forged = (['approved', 'intent', 'sent', 'unknown'] as const).flatMap((state) => [
  [state, 'a request that waits', false] as const,
  [state, 'one that was carried out', true] as const,
]);
test.each(forged)('writing "%s" into the row of %s carries nothing out', async (state, _, done) => {
  const content = { ...place, kind: 'publish' as const, amountMinor: 0, details: {} };
  const by = { kind: 'agent' as const, id: 'mcp' };
  await desk.ask('approve.setLimits', { settling_s: 0 });
  const asked = await desk.approvals.request({ content, by, adId: null, decisionId: null });
  const { id, content_hash } = asked.item;
  if (done) await desk.ask('approve.confirm', { id, content_hash });
  await desk.close();
  const given = JSON.stringify([{ person: 'mara', at: asked.item.proposed_at, hash: content_hash }]);
  const part = state === 'unknown' ? 'unknown' : 'waiting';
  const db = new Sqlite(desk.file);
  db.exec(`UPDATE approvals SET state = '${state}',
    approval = json_set(approval, '$.state', '${state}', '$.given', json('${given}'));
    INSERT INTO approval_parts (tag, approval_id, target, seq, mutation, state, attempts)
    VALUES ('${id}', '${id}', '1203844', 1, 'null', '${part}', 0)
    ON CONFLICT (tag) DO UPDATE SET state = '${part}', attempts = 0`);
  db.close();
  const ended = state === 'sent' ? 'failed' : state === 'unknown' ? 'unknown' : 'voided';
  // Nor at a later start.
  for (let start = 1; start <= 2; start += 1) {
    await startAgain();
    await ends(asked, ended);
    await expect
      .poll(async () => (await show(asked)).item.problem)
      .toMatch(/the log knows|not stored as it was/i);
    await desk.close();
  }
  await open();
  expect(drafts).toBe(done ? 1 : 0);
});

test('"It happened" to a row that was never approved lets nothing more of it leave', async () => {
  await desk.ask('approve.setLimits', { settling_s: 0 });
  const changes = ['11', '12'].map((target) => ({ target, after_minor: 6000 }));
  const asked = await desk.ask('approve.proposeBudgets', { changes }, program);
  const { id, content_hash, proposed_at } = asked.item;
  await desk.close();
  const given = JSON.stringify([{ person: 'mara', at: proposed_at, hash: content_hash }]);
  const db = new Sqlite(desk.file);
  db.exec(`UPDATE approvals SET state = 'unknown',
    approval = json_set(approval, '$.state', 'unknown', '$.given', json('${given}'))`);
  for (const [target, state] of [
    ['11', 'unknown'],
    ['12', 'waiting'],
  ])
    db.exec(`INSERT INTO approval_parts (tag, approval_id, target, seq, mutation, state, attempts)
      VALUES ('${id}/${target}', '${id}', '${target}', ${target}, 'null', '${state}', 1)`);
  db.close();
  await startAgain();
  await expect.poll(async () => (await show(asked)).item.problem).toContain('not stored as it was');
  await desk.ask('approve.settle', { id, happened: true });
  const { item, parts } = await ends(asked, 'failed');
  expect(item.problem).toContain('no more of it is sent');
  expect(parts.map(({ state }) => state)).toEqual(['done', 'not done']);
  await desk.close();
  await startAgain();
  expect(effects()).toEqual([]);
});

const twoDays = 2 * 86_400_000;

test('a request whose time is over before its call left has expired', async () => {
  const asked = await leftAt(beforeTheCall, ['12', 6000]);
  aheadMs = twoDays;
  await startAgain();
  await ends(asked, 'expired');
  expect(effects()).toEqual([]);
});

test('it expires also while there is no line', async () => {
  const asked = await leftAt(beforeTheCall, ['12', 6000]);
  aheadMs = twoDays;
  looksLeft = 0;
  await startAgain();
  await ends(asked, 'expired');
});

test('a batch whose time is over ends where it stands', async () => {
  const asked = await leftAt(betweenTwo, ['11', 4000], ['12', 6000]);
  aheadMs = twoDays;
  await startAgain();
  const { item, parts } = await ends(asked, 'failed');
  expect(item.problem).toContain('1 of 2 done. Its time was over');
  expect(parts.map(({ state }) => state)).toEqual(['done', 'not done']);
  expect(effects()).toEqual([['11', '4000']]);
});

test('a call whose reply was lost is not made again after its time; one that is found is done', async () => {
  account.faults.push({ on: 'write', target: '12', kind: 'reset' });
  account.faults.push({ on: 'write', target: '13', kind: 'lost' });
  const lost = await leftAt(atTheCall, ['12', 6000]);
  await open();
  const happened = await leftAt(atTheCall, ['13', 6000]);
  aheadMs = twoDays;
  await startAgain();
  expect((await ends(lost, 'failed')).item.problem).toContain('Its time was over');
  await ends(happened, 'confirmed');
  expect(effects()).toEqual([['13', '6000']]);
});

test('what the platform took is not sent again where the look at it was cut off, and it was taken back since', async () => {
  await desk.ask('approve.setLimits', { settling_s: 0 });
  const looking = Promise.withResolvers<void>();
  looksAtTheEnd = (signal) =>
    new Promise((_, reject) => {
      looking.resolve();
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const asked = await desk.ask(
    'approve.proposeBudgets',
    { changes: [{ target: '12', after_minor: 6000 }] },
    program,
  );
  const { id, content_hash } = asked.item;
  const confirming = desk.ask('approve.confirm', { id, content_hash });
  await looking.promise;
  await desk.approvals.close();
  await confirming;
  await desk.close();
  account.target('12', 5000);
  looksAtTheEnd = undefined;
  await startAgain();
  await expect.poll(async () => (await show(asked)).item.problem).toContain('say whether it happened');
  expect(effects()).toEqual([['12', '6000']]);
});

test('a large request that had not left is asked for again after a restart, and then carried out as it is by then', async () => {
  account.target('11', 50_000);
  account.target('12', 50_000);
  const asked = await leftAt(beforeTheCall, ['11', 60_000], ['12', 65_000]);
  await startAgain();
  const again = await ends(asked, 'proposed');
  expect(again.parts.map(({ state }) => state)).toEqual([null, null]);
  expect(again.approvals_given).toEqual([]);
  expect(again.item.problem).toContain('started again');
  expect(effects()).toEqual([]);
  const edited = await desk.ask('approve.edit', {
    id: asked.item.id,
    content_hash: asked.item.content_hash,
    changes: [{ target: '12', after_minor: 30_000 }],
  });
  const { id, content_hash, amount_minor } = edited.item;
  const done = await desk.ask('approve.confirm', { id, content_hash, typed_minor: amount_minor });
  expect(done.item.state).toBe('confirmed');
  expect(effects()).toEqual([
    ['12', '30000'],
    ['11', '60000'],
  ]);
});

test.each([
  ['behind the last look', 'any', 5000],
  ['behind the last look, while somebody changed it', 'any', 3000],
  ['at the call', 'write', 5000],
  ['at the call, while somebody changed it', 'write', 3000],
] as const)(
  'a rest that the platform asks for %s ends before the next look, not behind it',
  async (_, on, meanwhile) => {
    const hours = 2;
    const usage = [{ type: 'ads_management', call_count: 100, estimated_time_to_regain_access: hours * 60 }];
    const headers = { 'x-business-use-case-usage': JSON.stringify({ [place.account]: usage }) };
    const meta = metaAt(account.origin, clock, 2000, (ms) => {
      aheadMs += ms;
      account.target('11', meanwhile);
    });
    let calls = 0;
    await desk.close();
    desk = await openDesk({
      home,
      clock,
      adAccount: {
        ...meta,
        async apply(...asked) {
          calls += 1;
          if (calls === 1) account.faults.push({ on, kind: 'error', code: 80_004, headers });
          return meta.apply(...asked);
        },
      },
    });
    const asked = await desk.ask(
      'approve.proposeBudgets',
      { changes: [{ target: '11', after_minor: 6000 }] },
      program,
    );
    const { id, content_hash } = asked.item;
    await desk.ask('approve.confirm', { id, content_hash });
    const { item } = await ends(asked, meanwhile === 5000 ? 'confirmed' : 'failed');
    expect(effects()).toEqual(meanwhile === 5000 ? [['11', '6000']] : []);
    expect(calls).toBe(meanwhile === 5000 ? 2 : 1);
    if (meanwhile !== 5000) expect(item.problem).toContain('Changed outside');
    expect(aheadMs).toBeGreaterThanOrEqual(hours * 3_600_000 - 1000);
  },
);

test('while the clock is set back an approved change rests and says so, and goes on when it is right again', async () => {
  const asked = await leftAt(1, ['12', 6000]);
  aheadMs = -3_600_000;
  await startAgain();
  await expect.poll(async () => (await show(asked)).item.problem).toContain('clock');
  const looks = Number.MAX_SAFE_INTEGER;
  looksLeft = looks;
  await new Promise((resolve) => setTimeout(resolve, 300));
  // One in each time to look again, which is 20 ms here.
  expect(looks - looksLeft).toBeLessThanOrEqual(16);
  aheadMs = 0;
  await ends(asked, 'confirmed');
});

test('what meets a cap before its call is looked at again once the cap is raised', async () => {
  const asked = await leftAt(1, ['12', 6000]);
  await open();
  await desk.ask('approve.setLimits', { per_action_minor: 500 });
  await desk.approvals.restarted();
  await expect.poll(async () => (await show(asked)).item.problem).toContain('One request would move');
  expect(effects()).toEqual([]);
  await desk.ask('approve.setLimits', { per_action_minor: 1000 });
  await ends(asked, 'confirmed');
});

test('no part of a large request waits once it has expired after a restart', async () => {
  account.target('12', 50_000);
  const asked = await leftAt(beforeTheCall, ['12', 75_000]);
  await startAgain();
  await ends(asked, 'proposed');
  aheadMs = twoDays;
  await desk.approvals.resume();
  const { parts } = await ends(asked, 'expired');
  expect(parts.map(({ state }) => state)).toEqual(['not done']);
});
