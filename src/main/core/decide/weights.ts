import { bestSplit, type Curve } from './response.ts';

/** Draws of the arms turned round: row i holds every arm's curve in draw i. */
export type Rows = readonly (readonly Curve[])[];

/**
 * Where the next money goes (`bandit.md` 2.2 b): the mean of the best splits, one for each group of draws taken together.
 * A group of one is Thompson sampling, which explores as if the account ran for ever; the mean of four draws has half
 * their spread, and explores half as boldly. Sums to 1.
 */
export function marginalWeights(rows: Rows, total: number, together: number): number[] {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  const split = new Float64Array(sums.length);
  for (let first = 0; first + together <= rows.length; first += together) {
    bestSplit(meanCurves(rows, first, together), total, split);
    for (let arm = 0; arm < sums.length; arm += 1) sums[arm] = (sums[arm] as number) + (split[arm] as number);
  }
  const all = sums.reduce((sum, value) => sum + value, 0);
  return Array.from(sums, (value) => value / all);
}

/** Means of rate and of 1 / cap, the bend: a straight line bends by 0. */
function meanCurves(rows: Rows, first: number, count: number): Curve[] {
  return (rows[first] ?? []).map((_, arm) => {
    let rate = 0;
    let bend = 0;
    for (let row = first; row < first + count; row += 1) {
      const curve = rows[row]?.[arm] as Curve;
      rate += curve.rate / count;
      bend += 1 / curve.cap / count;
    }
    return { rate, cap: 1 / bend };
  });
}

/** Share of draws in which the arm is the best of all: which is best (`bandit.md` 2.2 a). */
export function bestShares(returns: readonly ArrayLike<number>[]): number[] {
  const draws = returns[0]?.length ?? 0;
  const wins = returns.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    let best = 0;
    for (let arm = 1; arm < returns.length; arm += 1) {
      if ((returns[arm]?.[draw] as number) > (returns[best]?.[draw] as number)) best = arm;
    }
    wins[best] = (wins[best] as number) + 1;
  }
  return wins.map((count) => count / draws);
}

/**
 * Top-two Thompson sampling (Russo 2016) as shares, to find the best arm instead of earning most on the way: the leader
 * with probability beta, else the best of the others. With a_k the probability that k is best:
 *
 *   w_k = beta a_k + (1 - beta) sum over j != k of a_j a_k / (1 - a_j)
 */
export function topTwoWeights(best: readonly number[], beta = 0.5): number[] {
  return best.map((own, k) =>
    best.reduce(
      (sum, other, j) => (j === k || other === 0 ? sum : sum + (1 - beta) * other * challenge(best, j, k)),
      beta * own,
    ),
  );
}

/** The probability that k is the best without j; when nobody else ever wins, all others alike. */
function challenge(best: readonly number[], j: number, k: number): number {
  const rest = 1 - (best[j] as number);
  return rest > 1e-12 ? (best[k] as number) / rest : 1 / (best.length - 1);
}

/**
 * A part of all money spread evenly, so that no arm is forgotten; it is a share for all arms together, because a share
 * for each costs more the more arms there are (`bandit.md` 0.4).
 */
export const explored = (weights: readonly number[], share: number): number[] =>
  weights.map((weight) => (1 - share) * weight + share / weights.length);
