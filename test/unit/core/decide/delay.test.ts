import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  curveOf,
  drawCurves,
  fitDelay,
  knownShare,
  knownShareOfDay,
} from '../../../../src/main/core/decide/delay.ts';
import type { SeenDelay } from '../../../../src/main/core/decide/ledger.ts';
import { quantile } from '../../../../src/main/core/math/quantile.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

const WINDOW = 28;
/** Clicks spread over the last `days`, delays by the law; only what came by now is seen. */
function seen(n: number, days: number, law: (u: number) => number, seed = 1): SeenDelay[] {
  const rng = stream(seed, 'delays');
  return Array.from({ length: n }, () => ({
    limit: Math.min(WINDOW, days * rng.uniform()),
    days: law(rng.uniform()),
  })).filter(({ days: delay, limit }) => delay <= limit);
}
const exponential = (mean: number) => (u: number) => -mean * Math.log(u);

test('F grows from 0 to 1 at the window', () => {
  const curve = curveOf([Math.log(5), 0], WINDOW);
  const shares = [0, 1, 5, 27.9, 28, 90].map((days) => knownShare(curve, days));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares[0], shares[4], shares[5]]).toEqual([0, 1, 1]);
  expect(shares[2]).toBeCloseTo((1 - Math.exp(-1)) / (1 - Math.exp(-28 / 5)), 12);
});

test('a same-session share is known at once', () => {
  expect(knownShare(curveOf([Math.log(5), 0, Math.log(0.3 / 0.7)], WINDOW), 1e-9)).toBeCloseTo(0.3, 2);
});

test('the mean over a day of clicks is the integral of F', () => {
  // Integral of 1 - exp(-x/5) from 0 to 1, over F(28).
  const exact = (1 + 5 * (Math.exp(-1 / 5) - 1)) / (1 - Math.exp(-28 / 5));
  expect(knownShareOfDay(curveOf([Math.log(5)], WINDOW), 1)).toBeCloseTo(exact, 3);
});

test('the mean delay of young clicks is found, which a plain mean is not', () => {
  const delays = seen(4000, 10, exponential(5));
  const plain = delays.reduce((sum, { days }) => sum + days, 0) / delays.length;
  expect(plain).toBeLessThan(3.2);
  const fit = fitDelay(delays, WINDOW);
  expect(fit.curve.scaleDays).toBeGreaterThan(4.3);
  expect(fit.curve.scaleDays).toBeLessThan(5.8);
});

test.each([0.6, 1.6])('a Weibull law of shape %f is told from an exponential one', (shape) => {
  const fit = fitDelay(
    seen(3000, 40, (u) => 4 * (-Math.log(u)) ** (1 / shape)),
    WINDOW,
  );
  expect(fit.family).not.toBe('exponential');
  expect(fit.curve.shape).toBeGreaterThan(shape * 0.9);
  expect(fit.curve.shape).toBeLessThan(shape * 1.1);
});

test('a third bought in the same session is found', () => {
  const law = (u: number) => (u < 1 / 3 ? 0.01 : -6 * Math.log((u - 1 / 3) * 1.5));
  const fit = fitDelay(seen(3000, 40, law), WINDOW);
  expect(fit.family).toBe('two-part');
  expect(fit.curve.sameSession).toBeGreaterThan(0.28);
  expect(fit.curve.sameSession).toBeLessThan(0.38);
});

test('with few orders the curve stays near the prior of five days, and says how little it knows', () => {
  const nothing = fitDelay([], WINDOW);
  expect(nothing.family).toBe('exponential');
  expect(nothing.curve.scaleDays).toBeCloseTo(5, 4);
  expect(nothing.around.factor[0]?.[0]).toBeCloseTo(0.5, 3);
  expect(fitDelay(seen(12, 10, exponential(1)), WINDOW).family).toBe('exponential');
});

test('drawn curves scatter around the truth as much as they miss it', () => {
  // 60 accounts: the middle 80 % of the draws holds the truth in about 48.
  let inside = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const delays = seen(120, 14, exponential(5), seed);
    const scales = drawCurves(fitDelay(delays, WINDOW), delays, 200, stream(seed, 'draws')).map(
      // Any family: the time by which two thirds are known.
      (curve) => [...Array(56).keys()].find((half) => knownShare(curve, half / 2) > 2 / 3) as number,
    );
    const truth = [...Array(56).keys()].find(
      (half) => knownShare(curveOf([Math.log(5)], WINDOW), half / 2) > 2 / 3,
    );
    if (quantile(scales, 0.1) <= (truth as number) && (truth as number) <= quantile(scales, 0.9)) inside += 1;
  }
  expect(inside).toBeGreaterThanOrEqual(40);
});

/** Orders whose delays share one or two values, among others or not; counted to those heard of last, as of a tracker. */
const odd = fc
  .record({
    windowDays: fc.constantFrom(1, 7, 28),
    orders: fc.constantFrom(0, 1, 2, 14, 15, 60, 1000, 20_000),
    values: fc.array(
      fc.oneof(fc.constantFrom(0, 1 / 24, 0.5, 1, 28), fc.double({ min: 0, max: 28, noNaN: true })),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    others: fc.constantFrom(0, 0.1),
    // How much longer a delay could have been: not at all where all orders are of the last day.
    more: fc.constantFrom(0, 0.01, 3, 40),
  })
  .map(({ windowDays, orders, values, others, more }) => {
    const rng = stream(orders, 'odd');
    const delays = Array.from({ length: orders }, (_, n): SeenDelay => {
      const value = rng.uniform() < others ? 28 * rng.uniform() : (values[n % values.length] as number);
      const days = Math.min(windowDays, value);
      return { days, limit: Math.min(windowDays, days + more * rng.uniform()) };
    });
    return { windowDays, delays };
  });

test('whatever the delays, the curve rises from 0 to 1, and so do those drawn around it', () => {
  fc.assert(
    fc.property(odd, ({ windowDays, delays }) => {
      const fit = fitDelay(delays, windowDays);
      for (const curve of [fit.curve, ...drawCurves(fit, delays, 10, stream(1, 'odd'))]) {
        const shares = [0, 0.01, 0.5, 0.99, 3, 6.9, 27.9, 28].map((days) => knownShare(curve, days));
        expect(shares).toEqual([...shares].sort((a, b) => a - b));
        expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['at midnight, of two days ago', 1.5, 28, 7],
  ['with the closing of a window of a day', 1, 1, 1],
  ['by the last look alone', 0.5, 0.5, 7],
])('delays that are all the same (%s) make a step there', (_, days, limit, windowDays) => {
  const delays = Array.from({ length: 500 }, () => ({ days, limit: Math.min(limit, windowDays) }));
  const { curve } = fitDelay(delays, windowDays);
  expect(knownShare(curve, 0.8 * days) / knownShare(curve, days)).toBeLessThan(0.05);
});
