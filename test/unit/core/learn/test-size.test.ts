import { expect, test } from 'vitest';
import { pacesOf, testSize } from '../../../../src/main/core/learn/test-size.ts';
import { aResultRow } from '../../../support/learn/result-row.ts';

/** 70,000 impressions with 700 link clicks a week, six weeks, the last of which is not over. */
const rows = Array.from({ length: 6 }, (_, week) => {
  const part = week === 5 ? 0.1 : 1;
  const seen = { spendMinor: 70_000 * part, linkClicks: 700 * part };
  const mature = { ...seen, orders: null, revenueMinor: null, ofUnknownWorth: 0 };
  return aResultRow({ ad: 'ad_1', week, impressions: 70_000 * part, ...seen, mature });
});
const paces = pacesOf(rows);
const wanted = { metric: 'ctr', lift: 0.2, power: 0.8, days: 14, share: 1 } as const;

test('the textbook size of a CTR test, and its days at the rate of the weeks that are over', () => {
  const size = testSize(paces, wanted);
  // (1.95996 + 0.84162)^2 (0.01 * 0.99 + 0.012 * 0.988) / 0.002^2
  expect(size?.neededPerArm).toBe(42_691);
  expect(size?.unitsPerDay).toBeCloseTo(10_000, 6);
  expect(size?.neededDays).toBe(9);
  expect(size?.perArm).toBe(70_000);
  expect(testSize(paces, { ...wanted, share: 0.5 })).toMatchObject({ neededDays: 18, perArm: 35_000 });
});

test('power and smallest lift agree with the size: one of the needed days finds just that lift', () => {
  const days = 100;
  const { smallestLift, perArm } = testSize(paces, { ...wanted, days }) ?? {};
  const lift = smallestLift as number;
  expect(testSize(paces, { ...wanted, days, lift })?.powerThen).toBeCloseTo(0.8, 6);
  expect(testSize(paces, { ...wanted, lift })?.neededPerArm).toBeLessThanOrEqual((perArm ?? 0) + 1);
  expect(lift).toBeLessThan(0.2);
});

test('of a metric that nothing is known of nothing is said', () => {
  expect(testSize(paces, { ...wanted, metric: 'hold_rate' })).toBeNull();
  expect(testSize(paces, { ...wanted, metric: 'roas' })).toBeNull();
});

test('an account with more rows than a call takes arguments is told its size as well', () => {
  const many = Array.from({ length: 40_000 }, (_, ad) =>
    rows.map((row) => ({ ...row, ad: `ad_${ad}` })),
  ).flat();
  expect(testSize(pacesOf(many), wanted)?.unitsPerDay).toBeCloseTo(40_000 * 10_000, 0);
});
