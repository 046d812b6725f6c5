import { beforeAll, expect, test } from 'vitest';
import type { PastAccount } from '../../../../src/main/core/decide/as-of.ts';
import { type Backtest, type BacktestDay, backtest } from '../../../../src/main/core/decide/backtest.ts';
import type { ResultRow } from '../../../../src/main/core/decide/budget-account.ts';
import { sum } from '../../../../src/main/core/math/sum.ts';
import { pastOf } from '../../../support/bandit/past.ts';

const DAYS = 110;
const WINDOW = 7;
const everyDay = new Map(Array.from({ length: DAYS }, (_, day) => [day, DAYS]));
const over = (account: PastAccount): Backtest => backtest({ account, readDays: everyDay, nowDay: DAYS });
const decided = ({ days }: Backtest) => days.flatMap((day) => (day.kind === 'decided' ? [day] : []));

let account: PastAccount;
let found: Backtest;
beforeAll(() => {
  account = pastOf({ seed: 1, days: DAYS, windowDays: WINDOW });
  found = over(account);
});

test('on accounts that are as the model says, intervals hold what they should and "better" means better', () => {
  const all = [found, over(pastOf({ seed: 2, days: DAYS, windowDays: WINDOW }))];
  const sums = all.map((one) => one.sums ?? expect.fail('below the bar'));
  const weeks = sum(all.map(({ budgetWeeks }) => budgetWeeks));
  expect(weeks).toBeGreaterThan(120);
  for (const [at, [least, most]] of [
    [0, [0.4, 0.6]],
    [1, [0.72, 0.88]],
    [2, [0.84, 0.96]],
  ] as const) {
    const hits = sum(sums.map(({ inside }) => inside[at]?.seen.hits ?? 0));
    expect(hits / weeks).toBeGreaterThan(least);
    expect(hits / weeks).toBeLessThan(most);
  }
  const [right, said, expected] = [
    sum(sums.map(({ better }) => better.hits)),
    sum(sums.map(({ better }) => better.of)),
    sum(sums.map(({ better }) => better.of * better.expected)),
  ];
  expect(right / said).toBeGreaterThan(0.55);
  // It is about as often right as it says: a week of few orders is more a matter of luck than the mean it speaks of.
  expect(right / said).toBeLessThan(expected / said + 0.05);
});

test('shares are whole, the money moved is told, and nothing is claimed to have been gained', () => {
  for (const day of decided(found)) {
    for (const side of ['spentShare', 'proposedShare', 'nowShare'] as const)
      expect(sum(day.arms.map((arm) => arm[side]))).toBeCloseTo(1, 9);
    expect(day.movedShare).toBeLessThanOrEqual(0.2);
  }
  expect(JSON.stringify(found)).not.toContain('gain');
});

test('what was learnt later changes no earlier day', () => {
  const early = decided(found).find(({ day }) => day > 60) ?? expect.fail('none');
  const cutDay = early.day + 7 + WINDOW;
  const after = (row: ResultRow) => Date.parse(row.readAt) / 86_400_000 > cutDay;
  const turned: PastAccount = {
    ...account,
    rows: account.rows.map((row) =>
      after(row) ? { ...row, spendMinor: 3 * row.spendMinor, orders: 9, revenueMinor: 900_000 } : row,
    ),
  };
  const later = over(turned);
  const until = ({ days }: Backtest, day: number) => days.filter((one) => one.day <= day);
  expect(until(later, early.day)).toEqual(until(found, early.day));
  expect(later.days).not.toEqual(found.days);
  // Also what comes of the week after touches nothing of what was decided.
  const decision = (day: BacktestDay | undefined) =>
    day?.kind === 'decided' ? day.arms.map(({ proposedShare, pBetter }) => [proposedShare, pBetter]) : null;
  const next = found.days.find(({ day }) => day === early.day + 14);
  expect(decision(later.days.find(({ day }) => day === early.day + 14))).toEqual(decision(next));
});

test('a history that was read in one go counts each day from when its window had closed', () => {
  const atOnce: PastAccount = {
    ...account,
    rows: account.rows
      .filter((row, at) => account.rows[at + 1]?.day !== row.day || account.rows[at + 1]?.arm !== row.arm)
      .map((row) => ({ ...row, readAt: iso(DAYS), confirmedAt: iso(DAYS) })),
  };
  const told = over(atOnce);
  expect(told.sums).not.toBeNull();
  const of = (one: Backtest) => decided(one).at(-1)?.orders ?? 0;
  expect(of(told)).toBeGreaterThan(100);
  expect(of(told)).toBeLessThan(of(found));
});

test('below the evidence bar nothing is summed up, and each day says why', () => {
  const short = over({ ...account, rows: account.rows.filter(({ day }) => day >= '1970-03-25') });
  expect(short.sums).toBeNull();
  expect(short.settledDays).toBeLessThan(4);
  const unread = backtest({ account, readDays: new Map(), nowDay: DAYS });
  expect(unread).toMatchObject({ settledDays: 0, sums: null });
  expect(new Set(unread.days.map((day) => day.kind === 'refused' && day.reason))).toContain(
    'The week after was not read once all its orders could be known.',
  );
});

const iso = (day: number): string => new Date(day * 86_400_000).toISOString();
