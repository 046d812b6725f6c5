import { expect, test } from 'vitest';
import { asKnown, type ResultRow } from '../../../../src/main/core/decide/from-results.ts';
import { ledgerAt } from '../../../../src/main/core/decide/ledger.ts';

/** The first of January 1970 as it was told on later days, at noon; each word is said again until the next. */
const told = (...words: { on: number; again?: number; orders: number; revenue: number }[]): ResultRow[] =>
  words.map(({ on, again = on, orders, revenue }) => ({
    arm: 'a',
    day: '1970-01-01',
    spendMinor: 100,
    orders,
    revenueMinor: revenue,
    readAt: noon(on),
    confirmedAt: noon(again),
  }));
const noon = (day: number): string => new Date((day + 0.5) * 86_400_000).toISOString();
const WINDOW = 7;
const known = (...words: Parameters<typeof told>) => asKnown(told(...words), 'UTC', WINDOW).orders;
const ledger = (...words: Parameters<typeof told>) => {
  const { spend, orders } = asKnown(told(...words), 'UTC', WINDOW);
  return ledgerAt(['a'], spend, orders, [], 40, WINDOW);
};

test('a day looked at every morning tells when each order came', () => {
  const { arms, delays } = ledger(
    { on: 1, again: 4, orders: 2, revenue: 200 },
    { on: 5, orders: 3, revenue: 300 },
  );
  expect(arms[0]?.days[0]?.orders).toBe(3);
  expect(delays.map(({ days }) => days)).toEqual([1, 1, 5]);
});

test('orders read long after the last look count, and tell nothing of delays', () => {
  for (const on of [6, 20]) {
    const { arms, delays } = ledger({ on: 1, orders: 2, revenue: 200 }, { on, orders: 5, revenue: 500 });
    expect(arms[0]?.days[0]?.orders).toBe(5);
    expect(delays.map(({ days }) => days)).toEqual([1, 1]);
  }
  expect(ledger({ on: 20, orders: 5, revenue: 500 })).toMatchObject({
    arms: [{ days: [{ orders: 5 }] }],
    delays: [],
  });
});

test('what is told after the window lies within it, also when it is less than before', () => {
  const orders = known({ on: 1, orders: 2, revenue: 200 }, { on: 20, orders: 2, revenue: 150 });
  expect(orders.map(({ valueMinor }) => valueMinor)).toEqual([100, 100, -50]);
  expect(orders.every(({ observedDay, clickedDay }) => observedDay - clickedDay <= WINDOW)).toBe(true);
});
