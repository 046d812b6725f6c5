import { gammaQ } from '../../src/main/core/math/special.ts';

/** Tests of laws answer a p-value each; with fixed seeds a test either always passes or always fails. */

/** Kolmogorov's tail with Stephens' correction for n: Q(t) = 2 sum (-1)^(k-1) exp(-2 k^2 t^2). */
function kolmogorovTail(distance: number, n: number): number {
  const root = Math.sqrt(n);
  const t = (root + 0.12 + 0.11 / root) * distance;
  if (t < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * t * t);
  return Math.min(1, Math.max(0, 2 * sum));
}

/** Does the sample follow the law with this distribution function? */
export function ksAgainst(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let distance = 0;
  sorted.forEach((x, index) => {
    const at = cdf(x);
    distance = Math.max(distance, at - index / sorted.length, (index + 1) / sorted.length - at);
  });
  return kolmogorovTail(distance, sorted.length);
}

/** Do two samples follow one law? */
export function ksBetween(first: readonly number[], second: readonly number[]): number {
  const a = Float64Array.from(first).sort();
  const b = Float64Array.from(second).sort();
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && a[i] === x) i += 1;
    while (j < b.length && b[j] === x) j += 1;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return kolmogorovTail(distance, (a.length * b.length) / (a.length + b.length));
}

/** P(chi-square with these degrees of freedom > value). */
export const chiSquareTail = (value: number, degrees: number): number => gammaQ(degrees / 2, value / 2);

/** Counts against expected counts; neighbours with fewer than 10 expected are put together. */
export function chiSquareP(observed: readonly number[], expected: readonly number[]): number {
  let statistic = 0;
  let cells = 0;
  let seen = 0;
  let due = 0;
  let leftDue = expected.reduce((sum, value) => sum + value, 0);
  expected.forEach((value, index) => {
    seen += observed[index] ?? 0;
    due += value;
    leftDue -= value;
    const last = index === expected.length - 1;
    if (last || (due >= 10 && leftDue >= 10)) {
      if (due > 0) {
        statistic += (seen - due) ** 2 / due;
        cells += 1;
      }
      seen = 0;
      due = 0;
    }
  });
  return cells < 2 ? 1 : chiSquareTail(statistic, cells - 1);
}

/** The upper one of two in the middle. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
