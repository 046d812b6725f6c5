import { expect, test } from 'vitest';
import {
  type Arm,
  boundBy,
  heldToPurse,
  type Limit,
  limitsOf,
  type Rules,
} from '../../../../src/main/core/decide/limits.ts';

const arm = (id: string, nowMinor: number, more: Partial<Arm> = {}): Arm => ({
  id,
  nowMinor,
  floorMinor: 0,
  ceilingMinor: null,
  margin: 1,
  startedDay: 0,
  changedDay: null,
  learning: false,
  pausedDay: null,
  pauseFlagged: false,
  ...more,
});
const rules: Rules = { stepShare: 0.2, spacingDays: 3, platformLeastMinor: 0, quantumMinor: 1 };
const room = (arms: readonly Arm[], total: number, day = 100, own: Partial<Rules> = {}) => {
  const limits = limitsOf(arms, { ...rules, ...own }, total, day);
  if (typeof limits === 'string') throw new Error(limits);
  return limits.map(({ low, high, lowBy, highBy }) => [low, high, lowBy, highBy]);
};

test('a step is a fifth of the present budget each way', () => {
  expect(room([arm('a', 1000), arm('b', 500)], 1500)).toEqual([
    [800, 1200, 'step down', 'step up'],
    [400, 600, 'step down', 'step up'],
  ]);
});

test("the user's floor and ceiling cut a step short", () => {
  expect(room([arm('a', 1000, { floorMinor: 900, ceilingMinor: 1100 }), arm('b', 500)], 1500)[0]).toEqual([
    900,
    1100,
    'floor',
    'ceiling',
  ]);
});

test('the least that the platform takes holds where the floor is lower', () => {
  expect(room([arm('a', 100), arm('b', 1400)], 1500, 100, { platformLeastMinor: 90 })[0]).toEqual([
    90,
    120,
    'platform least',
    'step up',
  ]);
});

test('an arm that was changed in the last 72 hours, or is learning, stays where it is', () => {
  const arms = [
    arm('a', 1000, { changedDay: 98 }),
    arm('b', 500, { learning: true }),
    arm('c', 500, { changedDay: 97 }),
  ];
  expect(room(arms, 2000)).toEqual([
    [1000, 1000, 'spacing', 'spacing'],
    [500, 500, 'learning', 'learning'],
    [400, 600, 'step down', 'step up'],
  ]);
});

test('a smaller total widens the downward step, and only as far as it must', () => {
  // Steps alone reach down to 1200; 900 are 300 less, taken over 800 and 400 alike.
  const limits = room([arm('a', 1000), arm('b', 500)], 900);
  expect(limits.map(([low]) => low)).toEqual([600, 300]);
  expect(limits.map(([, high]) => high)).toEqual([900, 600]);
});

test('a larger total widens the upward step, never the ceiling', () => {
  const limits = room([arm('a', 1000, { ceilingMinor: 1300 }), arm('b', 500, { ceilingMinor: 5000 })], 3000);
  const highs = limits.map(([, high]) => high as number);
  expect(highs[0]).toBeLessThanOrEqual(1300);
  expect((highs[0] as number) + (highs[1] as number)).toBeGreaterThanOrEqual(3000);
  expect(room([arm('a', 1000, { ceilingMinor: 1100 })], 3000)[0]?.[1]).toBe(1100);
});

test('floors that exceed the total are told, and so are arms that must not be touched', () => {
  expect(limitsOf([arm('a', 10, { floorMinor: 60 }), arm('b', 10, { floorMinor: 50 })], rules, 100, 9)).toBe(
    'floors exceed the total',
  );
  expect(limitsOf([arm('a', 80, { learning: true }), arm('b', 50)], rules, 70, 9)).toBe(
    'held arms exceed the total',
  );
});

test('bounds are whole multiples of the quantum', () => {
  for (const [low, high] of room([arm('a', 1234, { floorMinor: 150 }), arm('b', 770)], 2000, 100, {
    quantumMinor: 100,
  })) {
    expect([(low as number) % 100, (high as number) % 100]).toEqual([0, 0]);
  }
});

test('the reason for an amount is the bound that it lies on', () => {
  const limit: Limit = { low: 80, high: 120, lowBy: 'step down', highBy: 'ceiling' };
  expect([80, 100, 120].map((amount) => boundBy(limit, amount))).toEqual(['step down', null, 'ceiling']);
});

test('an amount beyond the step says that the step gave way, one inside of it what it lies on', () => {
  const said = (total: number, amounts: readonly number[]) => {
    const limits = limitsOf([arm('a', 1000), arm('b', 500)], rules, total, 100);
    if (typeof limits === 'string') throw new Error(limits);
    return amounts.map((amount) => boundBy(limits[0] as Limit, amount));
  };
  expect(said(900, [600, 700, 800, 900])).toEqual(['step gave way', 'step gave way', null, null]);
  expect(said(2100, [800, 1200, 1300, 1400])).toEqual(['step down', null, 'step gave way', 'step gave way']);
  expect(said(1500, [800, 1200])).toEqual(['step down', 'step up']);
});

test('a ceiling below the step is what holds, until the total goes further down than that', () => {
  const said = (total: number, amounts: readonly number[]) => {
    const limits = limitsOf([arm('a', 1000, { ceilingMinor: 500 }), arm('b', 500)], rules, total, 100);
    if (typeof limits === 'string') throw new Error(limits);
    return amounts.map((amount) => boundBy(limits[0] as Limit, amount));
  };
  expect(said(1000, [500])).toEqual(['ceiling']);
  expect(said(600, [500, 400])).toEqual(['ceiling', 'step gave way']);
});

test('a new arm is held to its purse, and keeps of what it has what nobody else can take', () => {
  const arms = [arm('a', 1000), arm('b', 100), arm('c', 100)];
  const limits = (total: number, purse: number) => {
    const found = limitsOf(arms, rules, total, 100);
    if (typeof found === 'string') throw new Error(found);
    const isNew = arms.map(({ nowMinor }, index) => ({ nowMinor, isNew: index === 0 }));
    return heldToPurse(found, isNew, purse, total, 1).map(({ low, high, highBy }) => [low, high, highBy]);
  };
  expect(limits(1200, 900)[0]).toEqual([800, 960, 'new arm']);
  expect(limits(1100, 100)[0]).toEqual([800, 860, 'new arm']);
  expect(limits(1100, 900)[0]).toEqual([800, 900, 'new arm']);
  // No more than it has, however much is to be spent.
  expect(limits(9000, 100)[0]).toEqual([800, 1000, 'new arm']);
  expect(limits(1300, 1250)[0]).toEqual([800, 1200, 'step up']);
});

test('a resumed arm begins one step above what it ran at, however much is to be spent', () => {
  const paused = arm('a', 0, { ranAtMinor: 100, pausedDay: 10 });
  expect(room([paused, arm('b', 1000)], 1000)[0]).toEqual([0, 120, null, 'step up']);
  // The others give way, not its step.
  expect(room([paused, arm('b', 1000)], 3000)[0]?.[1]).toBe(120);
  // A floor of the user's is above it.
  expect(room([{ ...paused, floorMinor: 300 }, arm('b', 1000)], 1000)[0]).toEqual([
    300,
    300,
    'floor',
    'step up',
  ]);
});

test('a smaller total takes what is never spent first, but for floors and for what must not be edited', () => {
  const unspent = (more: Partial<Arm>) => arm('a', 1000, { spentMinor: 400, ...more });
  const lows = (more: Partial<Arm>, total: number) =>
    room([unspent(more), arm('b', 1000)], total).map(([low]) => low);
  expect(lows({}, 2000)).toEqual([1000, 800]);
  expect(lows({}, 1700)).toEqual([700, 800]);
  expect(lows({}, 1300)).toEqual([400, 800]);
  expect(lows({ floorMinor: 900 }, 1750)).toEqual([900, 800]);
  expect(lows({ changedDay: 99 }, 1900)).toEqual([1000, 800]);
});
