/** One ad as the models see it: what it got, and what was known of it before it ran. */
export interface Example {
  readonly ad: string;
  /** Ads of one source film, near-duplicates and variants of a concept: never on both sides of a split. */
  readonly group: string;
  /** Number of the first day with impressions. */
  readonly startDay: number;
  /** Clicks of impressions; for another head plays of impressions, orders of clicks. */
  readonly hits: number;
  readonly trials: number;
  readonly traits: AdTraits;
}

/**
 * Never ids, names, dates, spend or anything measured after launch: they would tell the answer (`deepctr.md` 2.2).
 * Null is unknown.
 */
export interface AdTraits {
  readonly numbers: Readonly<Record<string, number | null>>;
  readonly words: Readonly<Record<string, string | null>>;
}

export const logit = (p: number): number => Math.log(p / (1 - p));
export const share = (eta: number): number => 1 / (1 + Math.exp(-eta));

/** Pooled rate; half a hit keeps its logit finite. */
export function meanRate(examples: readonly Pick<Example, 'hits' | 'trials'>[]): number {
  let hits = 0;
  let trials = 0;
  for (const example of examples) {
    hits += example.hits;
    trials += example.trials;
  }
  return (hits + 0.5) / (trials + 1);
}
