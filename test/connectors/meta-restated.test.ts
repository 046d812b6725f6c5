import { expect, it } from 'vitest';
import { createMeta } from '../../src/main/connectors/meta/meta.ts';
import type { DayRange } from '../../src/main/core/learn/meta/days.ts';
import type { Reports } from '../../src/main/ports.ts';
import { chooseSales, salesOfAccounts } from '../../src/main/stages/choose-sales.ts';
import { expectLedger } from '../support/meta/expect-ledger.ts';
import { accountOf, type Meta, openMeta, setOf } from '../support/meta/harness.ts';
import { berlin, type SimSale } from '../support/meta/world.ts';

it('a day that Meta takes back is believed no more, and stays what was believed before', async () => {
  const meta = await openMeta([berlin]);
  await meta.refresh({ daysBack: 6 });
  const then = meta.clock.now();
  const spentOn = async (at: string, ad: string) => {
    const rows = await meta.store.reader.metaBelieved('ad', at);
    return rows.filter(({ objectId, day }) => objectId === ad && day === '2026-10-17');
  };
  // Nobody real had seen it: Meta has no row for it any more.
  const account = accountOf(meta);
  const [ad] = account.ads;
  const day = ad?.days.find((one) => one.day === '2026-10-17');
  if (!ad || !day) throw new Error('The account is too small.');
  day.corrected = { spendMinor: 0, atMs: meta.nowMs() + 1, withdrawn: true };
  const kept = account.sales.filter((sale) => sale.adId !== ad.id || sale.day !== day.day);
  (account.sales as SimSale[]).splice(0, Number.POSITIVE_INFINITY, ...kept);
  expect(await spentOn(then, ad.id)).toHaveLength(1);
  meta.passDays(1);
  await meta.refresh({ daysBack: 7 });
  await expectLedger(meta, 7);
  expect(await spentOn(meta.clock.now(), ad.id)).toEqual([]);
  expect(await spentOn(then, ad.id)).toHaveLength(1);
});

it('once ad sets count differently, clicks of seven days are proposed; chosen, they count on the days before as well', async () => {
  const meta = await openMeta([berlin]);
  await meta.refresh({ daysBack: 6 });
  const sales = async () =>
    (await salesOfAccounts(meta.store.reader)).map((one) => [
      one.action_type,
      one.window,
      one.proposed_window,
    ]);
  expect(await sales()).toEqual([['omni_purchase', 'value', null]]);
  setOf(meta).setting = '7d_click_1d_view';
  meta.passDays(1);
  await meta.refresh({ daysBack: 7 });
  expect(await sales()).toEqual([['omni_purchase', 'value', '7d_click']]);
  const choice = { actionType: 'omni_purchase', window: '7d_click' } as const;
  await chooseSales({ ...meta.store, clock: meta.clock }, accountOf(meta).id, choice);
  expect(await sales()).toEqual([['omni_purchase', '7d_click', null]]);
  await expectLedger(meta, 7);
});

const week: DayRange = { since: '2026-10-12', until: '2026-10-19' };

/** The rows of the ads of a week by reports alone; stopped once so many were ordered. */
async function byReports(meta: Meta, kept: Map<string, string | null>, stopAt = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  let ordered = 0;
  const reports: Reports = {
    get: async (range) => kept.get(JSON.stringify(range)) ?? null,
    async set(range, id) {
      kept.set(JSON.stringify(range), id);
      if (id !== null && ++ordered === stopAt) stop.abort(new Error('closed'));
    },
  };
  const { figures } = createMeta(meta.parts).ads;
  const keys = new Set<string>();
  for await (const page of figures(accountOf(meta), 'ad', week, true, reports, stop.signal))
    for (const { objectId, day } of page) keys.add(`${objectId} ${day}`);
  return keys.size;
}

it('a run that was stopped at half of a report does not take it for the whole', async () => {
  const meta = await openMeta([berlin], { mostReportRows: 40 });
  const kept = new Map<string, string | null>();
  // The first is too large, the second one is of its first half.
  await expect(byReports(meta, kept, 2)).rejects.toThrow('closed');
  expect(await byReports(meta, kept)).toBe(8 * 8);
  expect([...kept.values()]).toEqual([null, null, null]);
});

it('a report of another day is ordered again: what it tells may have been corrected since', async () => {
  const meta = await openMeta([berlin], { mostRows: 40 });
  const firstReport = '900000000000000001';
  meta.emulator.faults.push({ on: 'any', target: firstReport, kind: 'error', code: 190, subcode: 463 });
  const { job } = await meta.refresh({ daysBack: 8 });
  expect(job).toMatchObject({ state: 'failed', error: { code: 'AUTH_EXPIRED' } });
  meta.passDays(29);
  await meta.runner.resume(job.id, false);
  expect(await meta.finished(job.id)).toMatchObject({ state: 'done', progress: { failed: 0 } });
  await meta.refresh({ daysBack: 37 });
  await expectLedger(meta, 37);
});

it('reach is had as a report where it is too much at once, and of days without delivery there is nothing', async () => {
  const meta = await openMeta([berlin], { mostRows: 1 });
  const signal = AbortSignal.timeout(20_000);
  const { figures, reach } = createMeta(meta.parts).ads;
  const reached = new Map<string, number>();
  for await (const page of reach(accountOf(meta), signal))
    for (const [ad, { people }] of page) reached.set(ad, people);
  expect([...reached.keys()].sort()).toEqual(
    accountOf(meta)
      .ads.map(({ id }) => id)
      .sort(),
  );
  const before = { since: '2026-07-01', until: '2026-07-07' };
  const kept: Reports = { get: async () => null, set: async () => undefined };
  for await (const page of figures(accountOf(meta), 'ad', before, true, kept, signal))
    expect(page).toEqual([]);
});
