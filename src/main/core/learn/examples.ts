import { cellsOf, type Observation } from './cells.ts';
import type { Example } from './deepctr/example.ts';
import type { LearnAd } from './learn-from.ts';
import type { ResultRow } from './results.ts';

/**
 * Hits of each ad against trials with its context taken out: in a campaign or week where all get twice the clicks, an
 * impression counts twice. So a rate is that of the account's average campaign, and no hook learns from where it ran.
 */
export function examplesOf(
  observations: readonly Observation[],
  rows: readonly ResultRow[],
  ads: readonly LearnAd[],
  conceptOf: (ad: string) => string,
): Example[] {
  if (observations.length === 0) return [];
  const rate = overall(observations);
  const traits = new Map(ads.map((ad) => [ad.id, ad.traits]));
  const firstDay = new Map<string, number>();
  for (const row of rows)
    firstDay.set(row.ad, Math.min(firstDay.get(row.ad) ?? Number.POSITIVE_INFINITY, row.firstDay));
  const byAd = new Map<string, { hits: number; expected: number }>();
  for (const { ad, hits, expected } of cellsOf(observations, 1)) {
    const known = byAd.get(ad) ?? { hits: 0, expected: 0 };
    byAd.set(ad, { hits: known.hits + hits, expected: known.expected + expected });
  }
  return [...byAd].flatMap(([ad, { hits, expected }]) => {
    const own = traits.get(ad);
    const trials = Math.max(hits, Math.round(expected / rate));
    return own && trials > 0
      ? [{ ad, group: conceptOf(ad), startDay: firstDay.get(ad) as number, hits, trials, traits: own }]
      : [];
  });
}

function overall(observations: readonly Observation[]): number {
  let hits = 0;
  let trials = 0;
  for (const observation of observations) {
    hits += observation.hits;
    trials += observation.trials;
  }
  return hits / trials;
}
