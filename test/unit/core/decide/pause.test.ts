import { expect, test } from 'vitest';
import { judgePauses, lnEvidenceBelow, type PauseFacts } from '../../../../src/main/core/decide/pause.ts';
import { poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';
import { lnGamma } from '../../../../src/main/core/math/special.ts';

const CPA = 4000;
/** 100 draws of which this many are profitable. */
const profit = (likely: number) =>
  Float64Array.from({ length: 100 }, (_, index) => (index < likely ? 0.5 : -0.5));
const facts = (
  more: Omit<Partial<PauseFacts>, 'arm'> & { arm?: Partial<PauseFacts['arm']> } = {},
): PauseFacts => ({
  profit: profit(1),
  value: new Float64Array(100).fill(4000),
  orders: 10,
  spend: 200_000,
  knownSpend: 200_000,
  expectedOrders: 50,
  isNew: false,
  ...more,
  arm: {
    id: 'a',
    nowMinor: 10_000,
    floorMinor: 0,
    ceilingMinor: null,
    margin: 1,
    startedDay: 0,
    changedDay: null,
    learning: false,
    pausedDay: null,
    pauseFlagged: true,
    ...more.arm,
  },
});
const verdict = (fact: PauseFacts) => judgePauses([fact], { targetCpaMinor: CPA }, 50)[0]?.verdict;

test('ten orders where fifty break even is evidence; fifty is none', () => {
  expect(verdict(facts())).toBe('pause');
  expect(verdict(facts({ orders: 50 }))).toBe('run');
});

test('one day is not enough', () => {
  const first = judgePauses([facts({ arm: { pauseFlagged: false } })], { targetCpaMinor: CPA }, 50)[0];
  expect(first).toMatchObject({ verdict: 'run', flagged: true });
});

test.each([
  ['an arm that the user keeps running', facts({ arm: { floorMinor: 100 } })],
  ['an arm that is learning', facts({ arm: { learning: true } })],
  ['a new arm', facts({ isNew: true })],
  ['an arm that was hardly tried', facts({ expectedOrders: 4.9 })],
])('%s is not paused', (_, fact) => expect(verdict(fact)).toBe('run'));

test('the expected share of wrong pauses is 5 % of those paused, not of each', () => {
  // Means of the list: 1, 3, 5, 5.75: the first three.
  const list = [8, 1, 9, 5].map((likely) => facts({ profit: profit(likely) }));
  expect(judgePauses(list, { targetCpaMinor: CPA }, 50).map(({ flagged }) => flagged)).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test('while delays are doubted nothing is paused for orders that did not come, and the stop loss still holds', () => {
  const doubted = (fact: PauseFacts) =>
    judgePauses([fact], { targetCpaMinor: CPA, delayDoubted: true }, 50)[0];
  expect(doubted(facts())).toMatchObject({ flagged: false, verdict: 'run' });
  const nothing = { orders: 0, spend: 21_000, knownSpend: 20_100 };
  expect(doubted(facts(nothing))?.verdict).toBe('stop loss');
});

test('five target costs without an order stop at once, even a new arm', () => {
  const fresh = { orders: 0, spend: 21_000, knownSpend: 20_100, isNew: true };
  expect(verdict(facts(fresh))).toBe('stop loss');
  // Spent, but its orders cannot be known yet.
  expect(verdict(facts({ ...fresh, knownSpend: 15_000 }))).toBe('run');
  expect(verdict(facts({ ...fresh, orders: 1 }))).toBe('run');
  // It asks a person, who may keep the floor by saying no.
  expect(verdict(facts({ ...fresh, arm: { floorMinor: 100 } }))).toBe('stop loss');
});

test('a paused arm comes back when it may well earn, after two weeks', () => {
  const paused = (likely: number, pausedDay: number) =>
    verdict(facts({ profit: profit(likely), arm: { pausedDay } }));
  expect([paused(40, 36), paused(40, 37), paused(30, 30)]).toEqual(['unpause', 'stay paused', 'stay paused']);
});

test('the evidence is the integral of the mixture', () => {
  const [orders, x] = [7, 12];
  let sum = 0;
  const steps = 20_000;
  for (let step = 0; step < steps; step += 1) {
    const r = (step + 0.5) / steps;
    sum += Math.exp(orders * Math.log(r) + x * (1 - r)) / steps;
  }
  expect(lnEvidenceBelow(orders, x)).toBeCloseTo(Math.log(sum), 6);
  expect(lnEvidenceBelow(0, 0)).toBe(0);
});

/** Poisson tail P(N <= n): what a test of fixed size would look at. */
function lowerTail(n: number, mean: number): number {
  let sum = 0;
  for (let k = 0; k <= n; k += 1) sum += Math.exp(k * Math.log(mean) - mean - lnGamma(k + 1));
  return sum;
}

/** 600 arms exactly at break-even, looked at on each of 60 days. The fixed test is the control that must fail. */
test('daily looks at arms that break even find at most 5 % guilty, where a fixed test finds many', () => {
  const runs = 600;
  let guilty = 0;
  let guiltyByFixed = 0;
  for (let run = 0; run < runs; run += 1) {
    const rng = stream(run, 'break even');
    let orders = 0;
    let found = false;
    let fixed = false;
    for (let day = 1; day <= 60; day += 1) {
      orders += poissonDraw(rng, 3);
      found ||= lnEvidenceBelow(orders, 3 * day) >= Math.log(20);
      fixed ||= lowerTail(orders, 3 * day) <= 0.05;
    }
    if (found) guilty += 1;
    if (fixed) guiltyByFixed += 1;
  }
  const room = 2 * Math.sqrt((0.05 * 0.95) / runs);
  expect(guilty / runs).toBeLessThanOrEqual(0.05 + room);
  expect(guiltyByFixed / runs).toBeGreaterThan(0.05 + room);
});

test('an arm at half of break-even is found within 60 days', () => {
  let found = 0;
  for (let run = 0; run < 100; run += 1) {
    const orders = poissonDraw(stream(run, 'half'), 90);
    if (lnEvidenceBelow(orders, 180) >= Math.log(20)) found += 1;
  }
  expect(found).toBeGreaterThan(95);
});
