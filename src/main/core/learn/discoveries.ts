import { normalCdf } from '../math/special.ts';
import type { Contrast } from './contrast.ts';

/** Benjamini and Hochberg 1995: q of the i-th smallest of m p-values is the least of p_j m / j over j >= i. */
export function falseDiscoveryRates(pValues: readonly number[]): number[] {
  const m = pValues.length;
  const order = pValues
    .map((_, index) => index)
    .sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const q = pValues.map(() => 1);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const index = order[rank - 1] as number;
    least = Math.min(least, ((pValues[index] as number) * m) / rank);
    q[index] = least;
  }
  return q;
}

/** Posterior of one effect. */
export interface Shrunken {
  readonly mean: number;
  readonly sd: number;
  readonly pPositive: number;
}

/** Standard deviations that effects may have among themselves, each as likely as the others before anything is seen. */
const spreads = Array.from({ length: 51 }, (_, step) => step / 100);

/**
 * Normal shrinkage over all effects looked at: beta_h ~ N(0, spread^2), estimate_h ~ N(beta_h, error_h^2). How far effects
 * differ is itself known only roughly, so each answer is the mixture over all spreads by how well they explain the
 * estimates; a single best one, often 0, would claim to know every effect exactly.
 */
export function shrink(estimates: readonly Contrast[]): Shrunken[] {
  const heights = spreads.map((spread) =>
    estimates.reduce((sum, { effect, error }) => {
      const variance = spread ** 2 + error ** 2;
      return sum - (Math.log(variance) + effect ** 2 / variance) / 2;
    }, 0),
  );
  const highest = Math.max(...heights);
  const weights = heights.map((height) => Math.exp(height - highest));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return estimates.map(({ effect, error }) => {
    let [mean, square, pPositive] = [0, 0, 0];
    spreads.forEach((spread, at) => {
      const weight = (weights[at] as number) / all;
      const keep = spread ** 2 / (spread ** 2 + error ** 2);
      mean += weight * keep * effect;
      square += weight * keep * (error ** 2 + keep * effect ** 2);
      pPositive += weight * (spread === 0 ? 0.5 : normalCdf((Math.sqrt(keep) * effect) / error));
    });
    return { mean, sd: Math.sqrt(Math.max(0, square - mean ** 2)), pPositive };
  });
}
