/**
 * Benjamini and Hochberg 1995: q of the i-th smallest of m p-values is the least of p_j m / j over j >= i. `looks` counts
 * everything that was looked at, also what a user browsed without a p-value being kept; m is at least that.
 */
export function falseDiscoveryRates(pValues: readonly number[], looks: number): number[] {
  const m = Math.max(looks, pValues.length);
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

/**
 * Normal shrinkage over all effects looked at: beta_h ~ N(0, spread), estimate_h ~ N(beta_h, error_h^2). `spread` is the
 * variance of the estimates less their noise, weighted by precision (Paule and Mandel 1982, by bisection), 0 where noise
 * explains them all.
 */
export function effectSpread(
  estimates: readonly { readonly effect: number; readonly error: number }[],
): number {
  const excess = (spread: number) =>
    estimates.reduce((sum, { effect, error }) => sum + effect ** 2 / (spread + error ** 2), 0) -
    estimates.length;
  if (estimates.length === 0 || excess(0) <= 0) return 0;
  let low = 0;
  let high = 4;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}
