import type { Rng } from './rng.ts';
import { lnGamma } from './special.ts';

/** Draws from the laws that the engines use. A parameter outside its law throws: NaN would spread in silence. */

/**
 * ln of a Gamma(shape, rate 1) draw (Marsaglia and Tsang 2000): d = shape - 1/3, c = 1 / sqrt(9 d),
 * v = (1 + c x)^3, accept when ln u < x^2/2 + d - d v + d ln v. Below shape 1: Gamma(shape + 1) * u^(1/shape),
 * kept as a logarithm, because the draw itself would underflow to 0.
 */
export function lnGammaDraw(rng: Rng, shape: number): number {
  positive('shape', shape);
  if (shape < 1) return lnGammaDraw(rng, shape + 1) + Math.log(rng.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

export function gammaDraw(rng: Rng, shape: number, rate: number): number {
  positive('rate', rate);
  return Math.exp(lnGammaDraw(rng, shape)) / rate;
}

/** X / (X + Y) of two Gamma draws, from their logarithms: no 0/0 at tiny shapes. */
export function betaDraw(rng: Rng, a: number, b: number): number {
  const first = lnGammaDraw(rng, a);
  return 1 / (1 + Math.exp(lnGammaDraw(rng, b) - first));
}

export function logNormalDraw(rng: Rng, mean: number, sd: number): number {
  notNegative('sd', sd);
  return Math.exp(mean + sd * rng.normal());
}

/** Below 10 by inversion; above by transformed rejection (PTRS, Hoermann 1993, "The transformed rejection method"). */
export function poissonDraw(rng: Rng, mean: number): number {
  notNegative('mean', mean);
  if (mean < 10) {
    let left = rng.uniform();
    let term = Math.exp(-mean);
    let count = 0;
    while (left > term && term > 0) {
      left -= term;
      count += 1;
      term *= mean / count;
    }
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const lnMean = Math.log(mean);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * lnMean - mean - lnGamma(k + 1)) return k;
  }
}

/** Few successes expected: by waiting times. Many: transformed rejection (BTRS, Hoermann 1993). */
export function binomialDraw(rng: Rng, n: number, p: number): number {
  notNegative('n', n);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p is ${p}, not in 0..1.`);
  if (p > 0.5) return n - binomialDraw(rng, n, 1 - p);
  if (p === 0) return 0;
  if (n * p < 10) {
    // Failures before each success are geometric: floor(ln u / ln(1 - p)).
    const perTrial = Math.log1p(-p);
    let trial = 0;
    for (let count = 0; ; count += 1) {
      trial += Math.floor(Math.log(rng.uniform()) / perTrial) + 1;
      if (trial > n) return count;
    }
  }
  const q = 1 - p;
  const spread = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const lnOdds = Math.log(p / q);
  const mode = Math.floor((n + 1) * p);
  const atMode = lnGamma(mode + 1) + lnGamma(n - mode + 1);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= squeeze) return k;
    const lnV = Math.log((v * alpha) / (a / (us * us) + b));
    if (lnV <= atMode - lnGamma(k + 1) - lnGamma(n - k + 1) + (k - mode) * lnOdds) return k;
  }
}

/** An index with probability weight / sum of weights. */
export function categoricalDraw(rng: Rng, weights: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) {
    notNegative('weight', weights[index] as number);
    total += weights[index] as number;
  }
  positive('sum of weights', total);
  let left = rng.uniform() * total;
  let last = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] as number;
    if (weight === 0) continue;
    if (left < weight) return index;
    left -= weight;
    last = index;
  }
  return last;
}

function positive(what: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${what} is ${value}, not above 0.`);
}

function notNegative(what: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${what} is ${value}, not 0 or more.`);
}
