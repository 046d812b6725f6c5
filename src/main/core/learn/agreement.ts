import type { Observation } from './cells.ts';
import { type Counts, trialsOutOfContext } from './context.ts';
import { type RankCorrelation, spearman } from './deepctr/evaluate.ts';
import type { ResultRow } from './results.ts';

/** How far two figures put the ads of an account in the same order, from -1 to 1. */
export interface Agreement extends RankCorrelation {
  readonly ads: number;
}

export interface Agreements {
  /** Click rate with return on spend: whether who wins clicks wins money (`scoring.md` 7.1, 11). */
  readonly returns: Agreement | null;
  /** Impressions with click rate: how far ads with much evidence are those that Meta chose to show (`deepctr.md` 4.4). */
  readonly shown: Agreement | null;
}

/**
 * By it an ad takes part, and not by what it got: ads that sold would be chosen for having sold. With fewer to be expected a
 * rate is mostly chance, which makes every agreement look weaker than it is.
 */
const leastExpected = 10;
const leastAds = 20;
const draws = 500;

/**
 * Of rates out of the context that ads ran in: who is shown to a warm audience wins clicks and money alike. `seen` are the
 * clicks so, `returns` the orders of money as they came.
 */
export function agreementsOf(
  seen: ReadonlyMap<string, Counts>,
  returns: readonly Observation[],
  rows: readonly ResultRow[],
  conceptOf: (ad: string) => string,
  seed: number,
): Agreements {
  const clicks = knownRates(seen);
  const impressions = new Map<string, number>();
  for (const { ad, impressions: shown } of rows) impressions.set(ad, (impressions.get(ad) ?? 0) + shown);
  const agreementWith = (others: ReadonlyMap<string, number>): Agreement | null => {
    const pairs = [...clicks].flatMap(([ad, a]) => {
      const b = others.get(ad);
      return b === undefined ? [] : [{ group: conceptOf(ad), a, b }];
    });
    const found = pairs.length < leastAds ? null : spearman(pairs, draws, seed);
    return found && { ...found, ads: pairs.length };
  };
  return {
    returns: agreementWith(knownRates(trialsOutOfContext(inShares(returns)))),
    shown: agreementWith(impressions),
  };
}

/**
 * Money as trials of which each hundredth brings an order, in whatever currency, as impressions bring clicks. Of no more than
 * all of them: one order of fifty times the usual worth may come of next to no spend.
 */
function inShares(observations: readonly Observation[]): Observation[] {
  const sum = (of: 'hits' | 'trials') => observations.reduce((total, one) => total + one[of], 0);
  const share = (100 * sum('hits')) / sum('trials');
  return observations.map((one) => {
    const trials = one.trials * share;
    return { ...one, trials, hits: Math.min(one.hits, trials) };
  });
}

function knownRates(seen: ReadonlyMap<string, Counts>): Map<string, number> {
  const counts = [...seen];
  const sum = (of: 'hits' | 'trials') => counts.reduce((total, [, one]) => total + one[of], 0);
  const rate = sum('hits') / sum('trials');
  return new Map(
    counts.flatMap(([ad, { hits, trials }]) => (trials * rate >= leastExpected ? [[ad, hits / trials]] : [])),
  );
}
