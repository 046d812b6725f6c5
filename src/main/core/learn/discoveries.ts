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

/** Standard deviations that effects may have among themselves. */
const spreads = [0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5];
/** What effects may be like, each as likely as the others before anything is seen: a share of them differs more widely. */
const worlds = spreads.flatMap((_, wide) =>
  spreads
    .slice(0, wide)
    .flatMap((_, narrow) =>
      [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => ({ narrow, wide, share })),
    ),
);

/**
 * Shrinkage over all effects looked at: beta_h ~ N(0, narrow^2) or, of a share of them, N(0, wide^2), and estimate_h ~
 * N(beta_h, error_h^2). One spread for all would take a lone effect among features that do nothing for noise, and tell a
 * fraction of it. What effects are like is itself known only roughly, so each answer is the mixture over all of `worlds` by
 * how well they explain the estimates; a single best one would claim to know every effect exactly. Those that are one finding
 * told from several sides have the weight of one together.
 */
export function shrink(estimates: readonly (Contrast & { readonly weight?: number })[]): Shrunken[] {
  const densities = estimates.map((one) => spreads.map((spread) => density(one, spread)));
  const of = (own: readonly number[], { narrow, wide, share }: (typeof worlds)[number]) =>
    [(1 - share) * (own[narrow] as number), share * (own[wide] as number)] as const;
  const heights = worlds.map((world) =>
    densities.reduce((sum, own, index) => {
      const [near, far] = of(own, world);
      return sum + (estimates[index]?.weight ?? 1) * Math.log(near + far);
    }, 0),
  );
  const highest = Math.max(...heights);
  const weights = heights.map((height) => Math.exp(height - highest));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return estimates.map(({ effect, error }, index) => {
    const chances = spreads.map(() => 0);
    worlds.forEach((world, at) => {
      const [near, far] = of(densities[index] as number[], world);
      const weight = (weights[at] as number) / all / (near + far);
      chances[world.narrow] = (chances[world.narrow] as number) + weight * near;
      chances[world.wide] = (chances[world.wide] as number) + weight * far;
    });
    let [mean, square, pPositive] = [0, 0, 0];
    spreads.forEach((spread, at) => {
      const chance = chances[at] as number;
      const keep = spread ** 2 / (spread ** 2 + error ** 2);
      mean += chance * keep * effect;
      square += chance * keep * (error ** 2 + keep * effect ** 2);
      pPositive += chance * (spread === 0 ? 0.5 : normalCdf((Math.sqrt(keep) * effect) / error));
    });
    return { mean, sd: Math.sqrt(Math.max(0, square - mean ** 2)), pPositive };
  });
}

/** Never 0, so that what lies far beyond all spreads has an answer too. */
function density({ effect, error }: Contrast, spread: number): number {
  const variance = spread ** 2 + error ** 2;
  return Math.exp(-(effect ** 2) / variance / 2) / Math.sqrt(variance) + 1e-300;
}
