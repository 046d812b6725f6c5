import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { JobItem, KnownMetaAccount } from '../../../src/main/ports.ts';
import { chooseSales, salesOfAccounts } from '../../../src/main/stages/choose-sales.ts';
import { revenueFor } from '../../../src/main/stages/learn-revenue.ts';
import { type RefreshPorts, refreshItem } from '../../../src/main/stages/refresh-meta.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';
import { tempStore } from '../../support/temp-store.ts';

const dayMs = 86_400_000;
const day = '2026-10-01';

/** An account of two ad sets, of which the first alone has run so far. */
async function anAccount() {
  let now = '2026-10-02T08:00:00.000Z';
  const clock = { now: () => now, monotonicMs: () => 0 };
  const store = await tempStore(() => now);
  const { reader, writer } = store;
  const raw = new Sqlite(store.file);
  await writer.saveMetaAccount({ id: '1', name: 'Fjord', currency: 'EUR', timeZone: 'UTC' }, now);
  const common = { status: 'ACTIVE', effectiveStatus: 'ACTIVE' };
  const budget = { dailyBudgetMinor: null, lifetimeBudgetMinor: null };
  const told = { optimizationGoal: null, learningStatus: null, editedAt: null };
  const set = (id: string) => ({ id, name: id, ...common, ...budget, campaignId: '11', ...told });
  const ad = { id: '101', name: 'Ad', campaignId: '11', adSetId: '91', creativeId: null, createdAt: null };
  await writer.saveStructure('1', { adSets: [set('91'), set('92')], ads: [{ ...ad, ...common }] }, now);
  const actions = { purchase: { n: { value: 5, '7d_click': 3 }, v: { value: 50_001, '7d_click': 30_002 } } };
  const runs = async (adSetId: string, attributionSetting: string) => {
    for (const [level, objectId] of [
      ['account', '1'],
      ['ad_set', adSetId],
      ['ad', '101'],
    ] as const) {
      const row = dayFigures({
        level,
        objectId,
        day,
        campaignId: '11',
        adSetId,
        attributionSetting,
        actions,
      });
      await writer.saveFigures('1', level, [row], day, now);
    }
    await writer.endMetaDays('1', { since: day, until: day }, day, now);
  };
  return {
    store,
    raw,
    clock,
    runs,
    choose: (actionType: string) => chooseSales({ ...store, clock }, '1', { actionType, window: '7d_click' }),
    /** The step of a refresh that settles what a sale is; it asks Meta for nothing. */
    refresh: () =>
      refreshItem(
        { reader, writer, clock } as unknown as RefreshPorts,
        { root: 'meta:act_1', path: 'sales' } as JobItem,
        new AbortController().signal,
      ),
    pass: (days: number) => {
      now = new Date(Date.parse(now) + days * dayMs).toISOString();
      return now;
    },
    account: async () => (await reader.metaAccount('1')) as KnownMetaAccount,
    sales: async () => (await salesOfAccounts(reader))[0],
    async revenue(known_at?: string) {
      const of = await revenueFor(
        { reader, clock },
        { kind: 'ad', id: '101', ...(known_at && { known_at }) },
      );
      return [of.total_minor, of.window];
    },
    believed: async (at: string) => (await reader.metaBelieved('ad', at)).map((row) => row.revenueMinor),
  };
}

it('what counts as a sale is chosen once; a better window is proposed, and taken by a person alone', async () => {
  const { store, refresh, runs, choose, sales, revenue, believed, clock, pass } = await anAccount();
  await runs('91', '7d_click_1d_view');
  await refresh();
  expect(await sales()).toMatchObject({ action_type: 'purchase', window: 'value', proposed_window: null });
  const first = clock.now();
  pass(1);
  await runs('92', '1d_click');
  await refresh();
  expect(await sales()).toMatchObject({ window: 'value', proposed_window: '7d_click' });
  expect(await revenue()).toEqual([50_001, 'value']);
  const before = pass(1);
  pass(1);
  await choose('purchase');
  expect(await sales()).toMatchObject({ window: '7d_click', proposed_window: null });
  await refresh();
  expect(await revenue()).toEqual([30_002, '7d_click']);
  // What was told then is told still.
  expect([await revenue(first), await revenue(before), await revenue(clock.now())]).toEqual([
    [50_001, 'value'],
    [50_001, 'value'],
    [30_002, '7d_click'],
  ]);
  expect([await believed(before), await believed(clock.now())]).toEqual([[50_001], [30_002]]);
  // What was foretold then is judged by it.
  const sold = async (at: string | null = null) =>
    (await store.reader.armResults('1', ['91'], day, day, at)).map(({ orders }) => orders);
  expect([await sold(before), await sold()]).toEqual([[5], [3]]);
  await expect(choose('lead')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    detail: expect.stringContaining('but of purchase'),
  });
});

it('two choices at once end as the later, and no refresh beside them takes its place', async () => {
  const { store, runs, account, revenue, clock } = await anAccount();
  const { writer } = store;
  await runs('91', '7d_click');
  const choose = (window: '7d_click' | 'value') =>
    writer.chooseSales('1', { actionType: 'purchase', window }, clock.now());
  await Promise.all([
    choose('value'),
    writer.settleSales('1', { actionType: 'purchase', window: 'value' }, clock.now()),
    choose('7d_click'),
    writer.settleSales('1', { actionType: 'purchase', window: 'value' }, clock.now()),
  ]);
  expect(await account()).toMatchObject({ choice: { window: '7d_click' }, choosing: null });
  expect(await revenue()).toEqual([30_002, '7d_click']);
});

it('a change that was broken off is finished by the next refresh', async () => {
  const { refresh, runs, choose, account, revenue, raw } = await anAccount();
  await runs('91', '7d_click');
  await refresh();
  raw.exec(
    "CREATE TRIGGER stop BEFORE UPDATE OF action_type ON meta_accounts BEGIN SELECT raise(ABORT, 'x'); END",
  );
  await expect(choose('purchase')).rejects.toThrow();
  expect(await account()).toMatchObject({ choice: { window: 'value' }, choosing: { window: '7d_click' } });
  raw.exec('DROP TRIGGER stop');
  await refresh();
  expect(await account()).toMatchObject({ choice: { window: '7d_click' }, choosing: null });
  expect(await revenue()).toEqual([30_002, '7d_click']);
});
