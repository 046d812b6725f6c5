import { wilson } from './intervals.ts';
import { lnGamma, normalCdf, normalQuantile } from './special.ts';

/** Comparing two groups without assuming a shape: tests that hold for small numbers, and their intervals. */

/**
 * Two-sided p of Mann and Whitney's test by the normal law, with the correction for ties and for continuity; meant for
 * eight and more on a side. 1 when all values are the same.
 */
export function mannWhitneyP(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))];
  all.sort((x, y) => x.value - y.value);
  const n = all.length;
  let ranksOfA = 0;
  let ties = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && all[to]?.value === all[from]?.value) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) if (all[at]?.first) ranksOfA += rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const u = ranksOfA - (a.length * (a.length + 1)) / 2;
  const mean = (a.length * b.length) / 2;
  const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return 1;
  return Math.min(1, 2 * (1 - normalCdf(Math.max(0, Math.abs(u - mean) - 0.5) / Math.sqrt(variance))));
}

/** Two-sided p of Fisher's exact test: tables that are at most as likely as the one seen. */
export function fisherP(hitsA: number, sizeA: number, hitsB: number, sizeB: number): number {
  const hits = hitsA + hitsB;
  const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
  const lnAll = lnChoose(sizeA + sizeB, hits);
  const likely = (k: number): number => Math.exp(lnChoose(sizeA, k) + lnChoose(sizeB, hits - k) - lnAll);
  // Equal but for rounding counts as equal.
  const seen = likely(hitsA) * (1 + 1e-7);
  let p = 0;
  for (let k = Math.max(0, hits - sizeB); k <= Math.min(hits, sizeA); k += 1) {
    const one = likely(k);
    if (one <= seen) p += one;
  }
  return Math.min(1, p);
}

/** Newcombe's interval of the difference of two shares, from Wilson's of each (1998, method 10). */
export function shareDifference(
  hitsA: number,
  sizeA: number,
  hitsB: number,
  sizeB: number,
  coverage: number,
): [number, number] {
  const z = normalQuantile((1 + coverage) / 2);
  const [lowA, highA] = wilson(hitsA, sizeA, z);
  const [lowB, highB] = wilson(hitsB, sizeB, z);
  const a = hitsA / sizeA;
  const b = hitsB / sizeB;
  return [a - b - Math.hypot(a - lowA, highB - b), a - b + Math.hypot(highA - a, b - lowB)];
}

/** Benjamini and Hochberg's q for each p, over all that was looked at (1995). */
export function falseDiscoveryQ(ps: readonly number[]): number[] {
  const order = ps.map((_, at) => at).sort((x, y) => (ps[y] as number) - (ps[x] as number));
  const qs = new Array<number>(ps.length).fill(1);
  let least = 1;
  order.forEach((at, place) => {
    least = Math.min(least, ((ps[at] as number) * ps.length) / (ps.length - place));
    qs[at] = least;
  });
  return qs;
}
