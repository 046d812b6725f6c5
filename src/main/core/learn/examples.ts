import { type Counts, trialsOutOfContext } from './context.ts';
import type { Example } from './deepctr/example.ts';
import type { LearnAd } from './learn-from.ts';
import { metricsOf, type ResultRow } from './results.ts';

/**
 * Hits of each ad against trials with its context taken out (`seen`), so that a rate is that of the account's average campaign
 * and no hook learns from where it ran.
 */
export function examplesOf(
  seen: ReadonlyMap<string, Counts>,
  rows: readonly ResultRow[],
  ads: readonly LearnAd[],
  conceptOf: (ad: string) => string,
): Example[] {
  const traits = new Map(ads.map((ad) => [ad.id, ad.traits]));
  const firstDay = new Map<string, number>();
  for (const row of rows)
    firstDay.set(row.ad, Math.min(firstDay.get(row.ad) ?? Number.POSITIVE_INFINITY, row.firstDay));
  const examples = [...seen].flatMap(([ad, { hits, trials }]) => {
    const own = traits.get(ad);
    return own && trials > 0
      ? [
          {
            ad,
            group: conceptOf(ad),
            startDay: firstDay.get(ad) as number,
            hits,
            trials,
            traits: own,
          },
        ]
      : [];
  });
  // Where no hit is reported at all, nothing is known of any rate.
  return examples.some(({ hits }) => hits > 0) ? examples : [];
}

/** Clicks and impressions of each ad as predictions mean them: out of the context it ran in. */
export function seenIn(rows: readonly ResultRow[]): Map<string, Counts> {
  const clicks = metricsOf(rows, (ad) => ad).find(({ metric }) => metric === 'ctr');
  return trialsOutOfContext(clicks?.observations ?? []);
}
