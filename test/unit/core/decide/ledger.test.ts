import { expect, test } from 'vitest';
import { ledgerAt, type OrderRow } from '../../../../src/main/core/decide/ledger.ts';

const spend = [0, 1, 2].map((epochDay) => ({ arm: 'a', epochDay, spendMinor: 100 }));
const row = (
  order: string,
  clickedDay: number,
  observedDay: number,
  valueMinor = 5000,
  arm = 'a',
): OrderRow => ({
  order,
  arm,
  clickedDay,
  observedDay,
  valueMinor,
});
const at = (orders: readonly OrderRow[], nowDay: number, windowDays = 7) =>
  ledgerAt(['a', 'b'], spend, orders, [], nowDay, windowDays);
const counts = (orders: readonly OrderRow[], nowDay: number) =>
  at(orders, nowDay).arms[0]?.days.map(({ orders: count }) => count);

test('a day knows its age, oldest first, and only days that are over count', () => {
  expect(at([], 2).arms[0]?.days).toEqual([
    { age: 2, spend: 100, weight: 1, orders: 0 },
    { age: 1, spend: 100, weight: 1, orders: 0 },
  ]);
});

test('an order counts on the day of its click, from the moment on at which it was learnt', () => {
  const orders = [row('1', 0.5, 2.25)];
  expect(counts(orders, 2)).toEqual([0, 0]);
  expect(counts(orders, 3)).toEqual([1, 0, 0]);
  expect(at(orders, 3).delays).toEqual([{ days: 1.75, limit: 2.5 }]);
});

test('a replay of an earlier day does not see what came later', () => {
  const early = [row('1', 0.5, 0.7)];
  const later = [...early, row('2', 0.5, 2.5), row('1', 0.5, 2.5, -5000)];
  expect(at(later, 2)).toEqual(at(early, 2));
});

test('a restatement adds up, and an order refunded in full is none', () => {
  const partly = [row('1', 0.5, 0.7), row('1', 0.5, 1.5, -2000)];
  expect(at(partly, 3).arms[0]?.lnValues).toEqual([Math.log(3000)]);
  // Learnt when its first row came, whatever the order of the rows.
  expect(at([...partly].reverse(), 3).delays[0]?.days).toBeCloseTo(0.2, 12);
  expect(counts([...partly, row('1', 0.5, 1.6, -3000)], 3)).toEqual([0, 0, 0]);
});

test('what comes after the attribution window is not what is estimated', () => {
  expect(at([row('1', 0.5, 8)], 9).delays).toEqual([]);
  expect(at([row('1', 0.5, 7)], 9).delays).toEqual([{ days: 6.5, limit: 7 }]);
});

test('an arm that is not asked about, or a day without spend, adds no order per money', () => {
  expect(at([row('1', 0.5, 1, 100, 'c')], 3).delays).toEqual([]);
  const unpaid = at([row('1', 0.5, 1, 100, 'b')], 3).arms[1];
  expect(unpaid).toEqual({ id: 'b', days: [], lnValues: [Math.log(100)] });
});

test('one huge order is held at the 99.5 % quantile', () => {
  const orders = Array.from({ length: 201 }, (_, index) =>
    row(String(index), 0.5, 1, index === 200 ? 9e8 : 1000),
  );
  expect(new Set(at(orders, 3).arms[0]?.lnValues)).toEqual(new Set([Math.log(1000)]));
});

test('what an arm did before it was changed counts less, from the day on which the change is known', () => {
  const changes = [
    { arm: 'a', epochDay: 1, keep: 0.7 },
    { arm: 'a', epochDay: 2, keep: 0.5 },
    { arm: 'b', epochDay: 2, keep: 0.1 },
  ];
  const weights = (nowDay: number) =>
    ledgerAt(['a'], spend, [], changes, nowDay, 7).arms[0]?.days.map(({ weight }) => weight);
  expect(weights(1)).toEqual([0.7]);
  expect(weights(3)).toEqual([0.35, 0.5, 1]);
});

test('a delay is never negative: an order of the morning of a click that is only known by day', () => {
  expect(at([row('1', 0.5, 0.3)], 3).delays[0]?.days).toBe(0);
});
