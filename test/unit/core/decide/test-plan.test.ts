import { expect, test } from 'vitest';
import {
  powerOf,
  returnGoal,
  shareGoal,
  smallestLift,
  unitsPerArm,
} from '../../../../src/main/core/decide/test-plan.ts';
import { binomialDraw, logNormalDraw, poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

test('1.0 % against 1.2 % needs about 43,000 impressions each, 6 % against 11 % about 500 ads', () => {
  // scoring.md 7.1 and 3.1.
  expect(unitsPerArm(shareGoal(0.01, 0.012), 0.8, 0.05)).toBeGreaterThan(42_000);
  expect(unitsPerArm(shareGoal(0.01, 0.012), 0.8, 0.05)).toBeLessThan(44_000);
  expect(unitsPerArm(shareGoal(0.06, 0.11), 0.8, 0.05)).toBeGreaterThan(460);
  expect(unitsPerArm(shareGoal(0.06, 0.11), 0.8, 0.05)).toBeLessThan(540);
});

test('size, power and smallest lift agree with each other', () => {
  const goal = returnGoal(1 / 4000, 8000, 0.8, 0.2);
  const units = unitsPerArm(goal, 0.9, 0.1);
  expect(powerOf(goal, units, 0.1)).toBeCloseTo(0.9, 6);
  const lift = smallestLift((of) => returnGoal(1 / 4000, 8000, 0.8, of), units, 0.9, 0.1);
  expect(lift).toBeCloseTo(0.2, 5);
});

test('a test that could never tell has no smallest lift', () => {
  expect(smallestLift((lift) => shareGoal(0.001, 0.001 * (1 + lift)), 5, 0.8, 0.05)).toBeNull();
});

/** Share of simulated tests that come out significant, with 4 standard errors of room. */
function found(trials: number, draw: (trial: number) => readonly [mean: number, variance: number][]): number {
  let significant = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const [a, b] = draw(trial) as [[number, number], [number, number]];
    if (Math.abs(b[0] - a[0]) > 1.959964 * Math.sqrt(a[1] + b[1])) significant += 1;
  }
  return significant / trials;
}

test('simulated tests of clicks find the difference as often as promised', () => {
  const goal = shareGoal(0.02, 0.026);
  const n = unitsPerArm(goal, 0.8, 0.05);
  const rng = stream(4, 'clicks');
  const share = found(2000, () =>
    [0.02, 0.026].map((p) => {
      const seen = binomialDraw(rng, n, p) / n;
      return [seen, (seen * (1 - seen)) / n];
    }),
  );
  expect(Math.abs(share - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / 2000) + 0.01);
});

test('simulated tests of return on spend find the lift about as often as promised', () => {
  const goal = returnGoal(1 / 4000, 8000, 0.8, 0.3);
  const spend = unitsPerArm(goal, 0.8, 0.05);
  const rng = stream(5, 'returns');
  const meanLn = Math.log(8000) - 0.8 ** 2 / 2;
  const share = found(1500, () =>
    [1, 1.3].map((lift) => {
      const orders = poissonDraw(rng, (lift * spend) / 4000);
      let sum = 0;
      let squares = 0;
      for (let order = 0; order < orders; order += 1) {
        const value = logNormalDraw(rng, meanLn, 0.8);
        sum += value;
        squares += value ** 2;
      }
      return [sum / spend, squares / spend ** 2];
    }),
  );
  expect(Math.abs(share - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / 1500) + 0.02);
});
