import { expect, it } from 'vitest';
import {
  metricsOf,
  ordersOf,
  type ResultRow,
  resultsOf,
  withLateSales,
} from '../../../../src/main/core/learn/results.ts';
import { aResultRow } from '../../../support/learn/result-row.ts';

const row = (ad: string, orders: number, revenueMinor: number | null, ofUnknownWorth = 0): ResultRow => ({
  ...aResultRow({ ad, week: 1, spendMinor: 1000 }),
  mature: { spendMinor: 1000, linkClicks: 10, orders, revenueMinor, ofUnknownWorth },
});
const hitsOf = (rows: readonly ResultRow[]) =>
  metricsOf(rows, (ad) => ad)
    .find(({ metric }) => metric === 'roas')
    ?.observations.map(({ ad, hits, trials }) => [ad, hits, trials]);

it('orders that came without their worth are of mean worth to patterns, and not worth nothing', () => {
  const rows = [
    row('a', 2, 6000),
    row('b', 2, null, 2),
    row('c', 0, null),
    // Half of its orders, on a day of their own.
    row('d', 2, 3000, 1),
  ];
  expect(ordersOf(rows).mean).toBe(3000);
  expect(hitsOf(rows)).toEqual([
    ['a', 2, 1000],
    ['b', 2, 1000],
    ['c', 0, 1000],
    ['d', 2, 1000],
  ]);
  expect(hitsOf(rows.filter(({ ad }) => ad === 'b' || ad === 'c'))).toBeUndefined();
});

it('the return of an ad takes orders of unknown worth for some of mean worth, and says how many', () => {
  const sold = [row('a', 5, 30_000), row('a', 5, null, 5)];
  const days = [...sold, ...Array.from({ length: 28 }, () => row('a', 0, null))];
  expect(resultsOf(days)).toMatchObject({ roas: 2, orders: 10, ordersOfUnknownWorth: 5, spendMinor: 30_000 });
  expect(resultsOf([row('a', 5, null, 5)]).roas).toBeNull();
  // No order of known worth, though its day was reported: there is no mean.
  expect(resultsOf([row('a', 5, null, 5), row('a', 0, 0)]).roas).toBeNull();
});

it('what was sold late and without its worth stays with the spend that it came of', () => {
  const late = aResultRow({ ad: 'a', week: 2, impressions: 0 });
  const rows = [row('a', 1, 3000), { ...late, mature: { ...late.mature, orders: 2, ofUnknownWorth: 2 } }];
  expect(hitsOf(withLateSales(rows))).toEqual([['a', 3, 1000]]);
});
