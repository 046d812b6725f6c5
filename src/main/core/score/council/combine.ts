/** Joining weighted votes (`scoring.md` 5.4). All of it is the same whatever the order of the votes. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Up to this many a trimmed mean of equal votes is hardly more than their mean, which one wild vote moves. */
const fewVotes = 4;
/** Share of the weight that is left out at each end. */
const trim = 0.2;

/** Where half of the weight lies below; the middle of the two values when it falls between them. */
export function weightedMedian(votes: readonly Weighted[]): number {
  const sorted = byValue(votes);
  const half = total(sorted) / 2;
  let below = 0;
  for (const [at, { value, weight }] of sorted.entries()) {
    below += weight;
    // Sums of shares are rarely exact: what is within a billionth of half counts as half.
    if (Math.abs(below - half) < 1e-9) return (value + (sorted[at + 1]?.value ?? value)) / 2;
    if (below > half) return value;
  }
  return Number.NaN;
}

/** Mean of what is left when a fifth of the weight is cut off at each end; a vote on the edge counts in part. */
export function trimmedMean(votes: readonly Weighted[]): number {
  const sorted = byValue(votes);
  const whole = total(sorted);
  const [from, to] = [whole * trim, whole * (1 - trim)];
  let at = 0;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += value * Math.max(0, Math.min(at + weight, to) - Math.max(at, from));
    at += weight;
  }
  return sum / (to - from);
}

/**
 * Few votes nobody has a record of: their median. Once records tell who is better (`isKnown`), the trimmed mean for any
 * number: the median drops what all but the middle vote know, and is then no better than the best judge alone.
 */
export const combine = (votes: readonly Weighted[], isKnown: boolean): number =>
  votes.length <= fewVotes && !isKnown ? weightedMedian(votes) : trimmedMean(votes);

/** Weighted median distance from the weighted median, in points. */
export function disagreementOf(votes: readonly Weighted[]): number {
  const middle = weightedMedian(votes);
  return weightedMedian(votes.map(({ value, weight }) => ({ value: Math.abs(value - middle), weight })));
}

const byValue = (votes: readonly Weighted[]): Weighted[] =>
  votes.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value || a.weight - b.weight);

const total = (votes: readonly Weighted[]): number => votes.reduce((sum, { weight }) => sum + weight, 0);
