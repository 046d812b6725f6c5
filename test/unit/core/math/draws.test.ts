import { randomBeta, randomBinomial, randomGamma, randomLogNormal, randomPoisson } from 'd3-random';
import { expect, test } from 'vitest';
import {
  betaDraw,
  binomialDraw,
  categoricalDraw,
  gammaDraw,
  lnGammaDraw,
  logNormalDraw,
  poissonDraw,
} from '../../../../src/main/core/math/draws.ts';
import { type Rng, stream } from '../../../../src/main/core/math/rng.ts';
import { gammaQ, lnGamma, normalCdf } from '../../../../src/main/core/math/special.ts';
import { chiSquareP, ksAgainst, ksBetween } from '../../../support/statistics.ts';

/*
 * About 50 tests at p > 1e-4 with fixed seeds: a right kit fails this file with a chance of half a per cent, once, when a
 * seed is chosen, and never again.
 */
const N = 50_000;
const LIMIT = 1e-4;
const ours = (name: string, draw: (rng: Rng) => number) => {
  const rng = stream(11, name);
  return Array.from({ length: N }, () => draw(rng));
};
/** d3-random is the second opinion, fed from a stream of its own. */
const d3 = (name: string) => {
  const rng = stream(12, name);
  return () => rng.uniform();
};
const sample = (draw: () => number) => Array.from({ length: N }, draw);

test.each([0.3, 1, 2.5, 40, 5000])('Gamma with shape %f', (shape) => {
  const draws = ours(`gamma ${shape}`, (rng) => gammaDraw(rng, shape, 2));
  expect(ksAgainst(draws, (x) => 1 - gammaQ(shape, 2 * x))).toBeGreaterThan(LIMIT);
  expect(ksBetween(draws, sample(randomGamma.source(d3(`gamma ${shape}`))(shape, 0.5)))).toBeGreaterThan(
    LIMIT,
  );
});

test('a tiny shape does not underflow as a logarithm', () => {
  const draws = ours('gamma tiny', (rng) => lnGammaDraw(rng, 0.01));
  expect(draws.every(Number.isFinite)).toBe(true);
  // E ln X = digamma(0.01) = -100.560885457869, sd = sqrt(trigamma(0.01)) = 100.0082.
  const mean = draws.reduce((sum, value) => sum + value, 0) / N;
  expect(Math.abs(mean + 100.560885)).toBeLessThan((4 * 100.0082) / Math.sqrt(N));
});

test.each([
  [2, 30],
  [0.5, 0.5],
  [1, 1],
  [0.05, 2],
  [400, 300],
])('Beta(%f, %f)', (a, b) => {
  const draws = ours(`beta ${a} ${b}`, (rng) => betaDraw(rng, a, b));
  expect(ksBetween(draws, sample(randomBeta.source(d3(`beta ${a} ${b}`))(a, b)))).toBeGreaterThan(LIMIT);
  const mean = draws.reduce((sum, value) => sum + value, 0) / N;
  const sd = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
  expect(Math.abs(mean - a / (a + b))).toBeLessThan((4 * sd) / Math.sqrt(N));
});

test.each([
  [0, 1],
  [4, 0.8],
  [-2, 0.1],
])('the log-normal law with %f, %f', (mean, sd) => {
  const draws = ours(`log-normal ${mean}`, (rng) => logNormalDraw(rng, mean, sd));
  expect(ksAgainst(draws, (x) => normalCdf((Math.log(x) - mean) / sd))).toBeGreaterThan(LIMIT);
  const theirs = sample(randomLogNormal.source(d3(`log-normal ${mean}`))(mean, sd));
  expect(ksBetween(draws, theirs)).toBeGreaterThan(LIMIT);
});

/** Counts 0.. of the draws beside what the law expects, from its own formula. */
function expectCounts(draws: readonly number[], lnMass: (k: number) => number) {
  const top = draws.reduce((most, k) => Math.max(most, k), 0) + 1;
  const observed = new Array<number>(top + 2).fill(0);
  for (const k of draws) observed[k] = (observed[k] as number) + 1;
  const expected = observed.map((_, k) => N * Math.exp(lnMass(k)));
  // What lies above the largest draw belongs to the last cell.
  const seen = expected.reduce((sum, value) => sum + value, 0);
  expected[top + 1] = (expected[top + 1] as number) + Math.max(0, N - seen);
  expect(chiSquareP(observed, expected)).toBeGreaterThan(LIMIT);
}

test.each([1e-9, 0.4, 9.99, 10, 200])('Poisson with mean %f', (mean) => {
  const draws = ours(`poisson ${mean}`, (rng) => poissonDraw(rng, mean));
  expectCounts(draws, (k) => k * Math.log(mean) - mean - lnGamma(k + 1));
  expect(ksBetween(draws, sample(randomPoisson.source(d3(`poisson ${mean}`))(mean)))).toBeGreaterThan(LIMIT);
});

test('Poisson with a mean of a million', () => {
  const draws = ours('poisson large', (rng) => poissonDraw(rng, 1e6));
  expect(ksAgainst(draws.slice(0, 10_000), (k) => gammaQ(k + 0.5, 1e6))).toBeGreaterThan(LIMIT);
});

test.each([
  [1, 0.3],
  [40, 0.02],
  [40, 0.98],
  [100, 0.4],
  [5000, 0.6],
])('Binomial with n = %i, p = %f', (n, p) => {
  const draws = ours(`binomial ${n} ${p}`, (rng) => binomialDraw(rng, n, p));
  expectCounts(draws, (k) =>
    k > n
      ? Number.NEGATIVE_INFINITY
      : lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p),
  );
  expect(ksBetween(draws, sample(randomBinomial.source(d3(`binomial ${n}`))(n, p)))).toBeGreaterThan(LIMIT);
});

test('certain binomials need no luck', () => {
  const rng = stream(1, 'certain');
  expect([binomialDraw(rng, 9, 0), binomialDraw(rng, 9, 1), binomialDraw(rng, 0, 0.5)]).toEqual([0, 9, 0]);
});

test('a category comes as often as it weighs, never with weight 0', () => {
  const weights = [0, 3, 1, 0, 6, 0];
  const draws = ours('category', (rng) => categoricalDraw(rng, weights));
  const observed = weights.map((_, index) => draws.filter((draw) => draw === index).length);
  expect([observed[0], observed[3], observed[5]]).toEqual([0, 0, 0]);
  const used = [1, 2, 4];
  expect(
    chiSquareP(
      used.map((index) => observed[index] as number),
      used.map((index) => ((weights[index] as number) / 10) * N),
    ),
  ).toBeGreaterThan(LIMIT);
});

test('what is no parameter of a law throws', () => {
  const rng = stream(1, 'wrong');
  for (const wrong of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
    expect(() => lnGammaDraw(rng, wrong)).toThrow(RangeError);
    expect(() => gammaDraw(rng, 1, wrong)).toThrow(RangeError);
    expect(() => poissonDraw(rng, wrong)).toThrow(RangeError);
    expect(() => logNormalDraw(rng, 0, wrong)).toThrow(RangeError);
    expect(() => binomialDraw(rng, 5, wrong)).toThrow(RangeError);
    expect(() => binomialDraw(rng, wrong, 0.5)).toThrow(RangeError);
    expect(() => categoricalDraw(rng, [1, wrong])).toThrow(RangeError);
  }
  expect(() => categoricalDraw(rng, [0, 0])).toThrow(RangeError);
});
