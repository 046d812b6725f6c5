/**
 * What a day's spend is worth in spend at the first, steepest rate (`bandit.md` 2.6): e(s) = cap (1 - exp(-s / cap)),
 * with cap the spend at which 63 % of all that can be had in a day is had. An endless cap is the straight line.
 */
export function effectiveSpend(spend: number, cap: number): number {
  return cap === Number.POSITIVE_INFINITY ? spend : cap * -Math.expm1(-spend / cap);
}

/** One arm in one posterior draw: value per unit of the first spend, and where it bends. */
export interface Curve {
  readonly rate: number;
  readonly cap: number;
}

/** What an arm brings in a day at that spend. */
export const worth = ({ rate, cap }: Curve, spend: number): number => rate * effectiveSpend(spend, cap);

/** What the next unit brings. */
export const nextWorth = ({ rate, cap }: Curve, spend: number): number =>
  cap === Number.POSITIVE_INFINITY ? rate : rate * Math.exp(-spend / cap);

/**
 * The split of `total` that brings the most, exactly. At the best split every arm with money returns the same mu at its
 * margin: s_k = cap_k ln(rate_k / mu), and the sum of them is the total:
 *
 *   ln mu = (sum of cap_k ln rate_k - total) / sum of cap_k      over the arms whose rate lies above mu
 *
 * found by taking arms in from the best rate down. A straight arm returns its rate for ever, so it holds mu up and takes
 * what is left.
 */
export function bestSplit(curves: readonly Curve[], total: number, into: Float64Array): void {
  into.fill(0);
  const order = curves.map((_, index) => index).sort((a, b) => at(curves, b).rate - at(curves, a).rate);
  let caps = 0;
  let weighted = 0;
  let lnMu = Number.POSITIVE_INFINITY;
  let straight = -1;
  for (const index of order) {
    const { rate, cap } = at(curves, index);
    if (!(rate > 0) || Math.log(rate) <= lnMuOf(weighted, caps, total)) break;
    if (cap === Number.POSITIVE_INFINITY) {
      straight = index;
      lnMu = Math.log(rate);
      break;
    }
    caps += cap;
    weighted += cap * Math.log(rate);
  }
  if (straight < 0) lnMu = lnMuOf(weighted, caps, total);
  let left = total;
  for (const index of order) {
    const { rate, cap } = at(curves, index);
    if (cap === Number.POSITIVE_INFINITY || !(Math.log(rate) > lnMu)) continue;
    const spend = Math.min(left, cap * (Math.log(rate) - lnMu));
    into[index] = spend;
    left -= spend;
  }
  if (straight >= 0) into[straight] = (into[straight] as number) + left;
}

const at = (curves: readonly Curve[], index: number): Curve => curves[index] as Curve;
const lnMuOf = (weighted: number, caps: number, total: number): number =>
  caps === 0 ? Number.NEGATIVE_INFINITY : (weighted - total) / caps;
