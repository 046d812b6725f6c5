import { expect, it } from 'vitest';
import { contract } from '../../src/contract/index.ts';
import { createMeta } from '../../src/main/connectors/meta/meta.ts';
import { dayIn } from '../../src/main/core/learn/meta/days.ts';
import { askMeta } from '../../src/main/stages/ask-meta.ts';
import { about, accountOf, type Meta, openMeta, setOf } from '../support/meta/harness.ts';
import { angeles, berlin, type SimAd, spendAt } from '../support/meta/world.ts';

const signal = AbortSignal.timeout(60_000);

function asking(meta: Meta, named: readonly string[] = []) {
  const ports = { meta: createMeta(meta.parts).now, reader: meta.store.reader, clock: meta.clock, named };
  return (question: object = {}) => askMeta(ports, contract['learn.askMeta'].input.parse(question), signal);
}

const spentOn = (meta: Meta, ads: readonly SimAd[], days: readonly string[]): number =>
  ads
    .flatMap((ad) => ad.days.filter(({ day }) => days.includes(day)))
    .reduce((sum, day) => sum + spendAt(day, meta.nowMs()), 0);

it('tells what Meta knows at this moment, with the time it was asked, and keeps nothing of it', async () => {
  const meta = await openMeta([berlin]);
  const account = accountOf(meta);
  const today = dayIn(account.timeZone, meta.clock.now());
  const ask = asking(meta);
  const [campaign] = account.campaigns;
  const answer = await ask({ since: '2026-10-14' });
  expect(answer).toMatchObject({
    asked_at: meta.clock.now(),
    account: { id: account.id, currency: 'EUR', time_zone: 'Europe/Berlin' },
    level: 'campaign',
    since: '2026-10-14',
    until: today,
    action_type: null,
    more: false,
  });
  const week = Array.from({ length: 7 }, (_, n) => `2026-10-${14 + n}`);
  for (const { id } of account.campaigns) {
    const own = account.ads.filter(({ campaignId }) => campaignId === id);
    const row = answer.rows.find((one) => one.id === id);
    expect(row?.results?.spend_minor).toBe(spentOn(meta, own, week));
    // Which action is a sale has not been chosen yet.
    expect(row?.results).toMatchObject({ orders: null, revenue_minor: null, hook_rate: null });
  }
  expect(answer.rows.find(({ id }) => id === campaign?.id)).toMatchObject({
    status: 'ACTIVE',
    effective_status: 'ACTIVE',
    daily_budget_minor: null,
    learning: null,
  });
  const whole = await ask({ level: 'account', until: '2026-10-13' });
  expect(whole.rows).toMatchObject([{ id: account.id, name: account.name, status: 'ACTIVE' }]);
  expect(whole.rows[0]?.results?.spend_minor).toBe(spentOn(meta, account.ads, ['2026-10-13']));
  expect(await meta.store.reader.metaAccount(account.id)).toBeNull();
  expect(await meta.insights()).toEqual([]);
});

it('says how delivery stands: budget, learning, what keeps an ad from running, and what was not delivered', async () => {
  const meta = await openMeta([berlin]);
  const account = accountOf(meta);
  const set = setOf(meta);
  set.editedMs = meta.nowMs() - 3_600_000;
  const [faulty, off] = account.ads;
  if (!faulty || !off) throw new Error('The account is too small.');
  faulty.issue = 'The pixel is gone';
  off.status = 'PAUSED';
  await meta.refresh({ daysBack: 30 });
  const ask = asking(meta);
  const sets = await ask({ level: 'ad_set', ids: [set.id] });
  expect(sets.rows).toMatchObject([{ id: set.id, daily_budget_minor: 5000, learning: 'LEARNING' }]);
  const { rows, action_type } = await ask({ level: 'ad', ids: [off.id, faulty.id], since: '2026-10-10' });
  expect(rows).toMatchObject([
    { id: off.id, status: 'PAUSED', effective_status: 'PAUSED', issues: [] },
    { id: faulty.id, effective_status: 'WITH_ISSUES', issues: ['The pixel is gone'] },
  ]);
  // What counts as a sale is what the refresh chose; so young a range can still change as a whole.
  expect(action_type).toBe('omni_purchase');
  const { orders, revenue_minor, provisional_minor } = rows[1]?.results ?? {};
  expect(orders).toBeTypeOf('number');
  expect(provisional_minor).toBe(revenue_minor);
  const before = await ask({ level: 'ad', ids: [off.id], since: '2026-01-01', until: '2026-01-02' });
  expect(before.rows[0]).toMatchObject({ id: off.id, results: null });
});

it('refuses what is not there, what is of another kind, and what it cannot tell apart', async () => {
  const meta = await openMeta([berlin, angeles]);
  const [first, second] = meta.accounts;
  const ask = asking(meta);
  const code = (question: object) =>
    ask(question).then(
      () => null,
      (error) => error.code,
    );
  await expect(ask()).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    detail: expect.stringContaining('Pacific'),
  });
  expect((await asking(meta, [second?.id ?? ''])()).account.id).toBe(second?.id);
  const account = first?.id;
  const [foreign] = second?.campaigns ?? [];
  expect(await code({ account, ids: [foreign?.id] })).toBe('NOT_FOUND');
  expect(await code({ account, ids: [first?.adSets[0]?.id] })).toBe('NOT_FOUND');
  expect(await code({ account, level: 'ad_set', ids: [first?.campaigns[0]?.id] })).toBe('NOT_FOUND');
  expect(await code({ account, level: 'ad', ids: ['404'] })).toBe('NOT_FOUND');
  expect(await code({ account: '404' })).toBe('NOT_FOUND');
  expect(await code({ account, level: 'account', ids: ['1'] })).toBe('INVALID_INPUT');
  expect(await code({ account, since: '2026-10-12', until: '2026-10-11' })).toBe('INVALID_INPUT');
  expect(await code({ account, until: '2026-10-22' })).toBe('INVALID_INPUT');
  expect(await code({ account, since: '2020-01-01' })).toBe('INVALID_INPUT');
});

it('a rest of Meta is told with how long it lasts, and nobody waits for it', async () => {
  const meta = await openMeta([berlin]);
  const { id } = accountOf(meta);
  const ask = asking(meta);
  meta.emulator.faults.push({ on: 'insights', kind: 'error', code: 17 });
  await expect(ask()).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    detail: expect.stringMatching(/Meta has asked to be left alone for a minute more/),
  });
  await meta.store.writer.saveMetaAccount(accountOf(meta), meta.clock.now());
  await meta.store.writer.pauseMeta(id, new Date(meta.nowMs() + 7 * 60_000).toISOString());
  const before = meta.emulator.seen.length;
  await expect(asking(meta, [id])()).rejects.toMatchObject({
    detail: expect.stringContaining('for 7 minutes more'),
  });
  expect(meta.emulator.seen).toHaveLength(before);
  expect(meta.rests.filter((ms) => ms > 10_000)).toEqual([]);
  // A job waits as before.
  await meta.client.read(
    ['me'],
    { fields: 'id' },
    contract['learn.askMeta'].input.loose(),
    about(meta),
    signal,
  );
  expect(meta.rests.some((ms) => ms >= 6 * 60_000)).toBe(true);
});

it('an answer that broke off is asked for again, and no half of one is told', async () => {
  const meta = await openMeta([berlin]);
  const ask = asking(meta);
  const whole = await ask({ level: 'ad' });
  for (const fault of ['truncated', 'html', 'reset'] as const)
    for (const on of ['insights', 'node'] as const) {
      meta.emulator.faults.push({ on, kind: fault });
      expect(await ask({ level: 'ad' })).toMatchObject({ rows: whole.rows.map(({ id }) => ({ id })) });
    }
  await meta.emulator.close();
  await expect(ask()).rejects.toMatchObject({ code: 'OFFLINE' });
});
