import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { fatigueOf } from '../../../src/main/core/learn/fatigue.ts';
import { addDays } from '../../../src/main/core/learn/meta/days.ts';
import { dayFigures } from '../../support/meta/day-figures.ts';
import { tempStore } from '../../support/temp-store.ts';

const account = '1';
const first = '2026-09-01';
const lastRefresh = '2026-10-15';

/**
 * An ad of six weeks that is read each morning, with what there is of that day; of 20 orders a day none is told before `late`
 * days are over, nor from `broken` on.
 */
async function readDaily(late: number, broken = '9999') {
  const store = await tempStore(() => `${lastRefresh}T06:00:00.000Z`);
  await store.writer.saveMetaAccount({ id: account, name: 'Shop', currency: 'EUR', timeZone: 'UTC' }, first);
  await store.writer.chooseSales(account, { actionType: 'purchase', window: 'value' }, first);
  const common = { name: 'Ad', status: 'ACTIVE', effectiveStatus: 'ACTIVE', createdAt: null };
  const ad = { ...common, id: '7', campaignId: '5', adSetId: '6', creativeId: null };
  await store.writer.saveStructure(account, { ads: [ad] }, first);
  for (let today = addDays(first, 1); today <= lastRefresh; today = addDays(today, 1)) {
    const at = `${today}T06:00:00.000Z`;
    const since = [first, addDays(today, -10)].sort().at(-1) as string;
    for (const [level, objectId] of [
      ['account', account],
      ['ad', '7'],
    ] as const) {
      const days = [];
      for (let day = since; day <= today; day = addDays(day, 1)) {
        const isTold = day < addDays(today, -late) && day < broken;
        const purchase = { n: { value: 20 }, v: { value: 100_000 } };
        const figures = {
          impressions: day < today ? 6000 : 1500,
          clicks: 100,
          linkClicks: 90,
          spendMinor: 5000,
        };
        days.push(dayFigures({ level, objectId, day, ...figures, actions: isTold ? { purchase } : {} }));
      }
      await store.writer.saveFigures(account, level, days, first, at);
    }
    await store.writer.endMetaDays(account, { since, until: today }, first, at);
  }
  const [running] = await store.reader.runningAds(account);
  return running?.days ?? [];
}

it('three days without a result are no break in the tracking where orders always come later than that', async () => {
  const late = await readDaily(4);
  expect(late.slice(-8).map(({ results }) => results)).toEqual([20, 20, 20, 0, 0, 0, 0, 0]);
  expect(late.slice(-6).map(({ knownShare }) => knownShare)).toEqual([1, 0, 0, 0, 0, 0]);
  expect(fatigueOf(late).state).not.toBe('tracking break');
  const broken = await readDaily(0, '2026-10-12');
  expect(broken.slice(-5).map(({ results }) => results)).toEqual([20, 0, 0, 0, 0]);
  expect(broken.at(-1)?.knownShare).toBe(1);
  expect(fatigueOf(broken).state).toBe('tracking break');
});

it('days of accounts and campaigns are found among those of all ads', async () => {
  const store = await tempStore(() => lastRefresh);
  const raw = new Sqlite(store.file, { readonly: true });
  onTestFinished(() => void raw.close());
  const plan = raw
    .prepare(
      `EXPLAIN QUERY PLAN SELECT day FROM meta_insights AS row
       WHERE account_id = ? AND row.level IN ('account', 'campaign') AND day BETWEEN ? AND ?`,
    )
    .all(account, first, lastRefresh);
  expect(JSON.stringify(plan)).toContain('meta_insights_told');
});
