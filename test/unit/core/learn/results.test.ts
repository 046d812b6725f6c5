import { expect, it } from 'vitest';
import { metricsOf, ordersOf } from '../../../../src/main/core/learn/results.ts';
import { aResultRow } from '../../../support/learn/result-row.ts';

it('a row whose orders came without their worth says nothing of the return, not that it was nothing', () => {
  const row = (ad: string, orders: number, revenueMinor: number | null) => ({
    ...aResultRow({ ad, week: 1 }),
    mature: { spendMinor: 1000, linkClicks: 10, orders, revenueMinor },
  });
  const rows = [row('a', 2, 6000), row('b', 2, null), row('c', 0, null)];
  const roas = metricsOf(rows, (ad) => ad).find(({ metric }) => metric === 'roas');
  // Of 30.00 each: two of them, and none.
  expect(roas?.observations.map(({ ad, hits }) => [ad, hits])).toEqual([
    ['a', 2],
    ['c', 0],
  ]);
  expect(ordersOf(rows).mean).toBe(3000);
});
