import { quantile } from '../math/quantile.ts';
import type { FrameHash } from '../measure/signals.ts';
import { cellsOf, type Observation } from './cells.ts';
import type { AdTraits, Example } from './deepctr/example.ts';
import { rangeOf } from './deepctr/predict.ts';
import { type Model, train } from './deepctr/train.ts';
import { conceptsOf } from './diversity/concepts.ts';
import { type Diversity, diversityOf } from './diversity/diversity.ts';
import { findPatterns, type Knowledge } from './patterns.ts';
import { metricsOf, type ResultRow, resultsOf } from './results.ts';

/** One ad of the library, in the library's own order. */
export interface LearnAd {
  readonly id: string;
  readonly hashes: readonly FrameHash[];
  readonly traits: AdTraits;
  readonly words: readonly string[];
}

export interface LearnInput {
  /** All of the library: what has not run yet is predicted. */
  readonly ads: readonly LearnAd[];
  readonly rows: readonly ResultRow[];
  readonly seed: number;
}

export interface Learned {
  readonly knowledge: Knowledge;
  /** Which ad is of which concept; a concept is called after its earliest ad. */
  readonly concepts: readonly (readonly [ad: string, concept: string])[];
  readonly diversity: Diversity;
  readonly model: Model;
  readonly predictions: readonly Said[];
  /** Of ads with enough results: whether they are in the best quarter. */
  readonly outcomes: readonly { readonly ad: string; readonly hit: boolean }[];
  /** Ads, concepts and campaigns with results. */
  readonly counts: { readonly ads: number; readonly concepts: number; readonly campaigns: number };
}

export interface Said {
  readonly ad: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Everything that one refresh learns. Values in, values out, so that it can run beside the app. */
export function learnFrom({ ads, rows, seed }: LearnInput): Learned {
  const words = new Map(ads.map(({ id, traits }) => [id, knownWords(traits)]));
  const concepts = conceptsOf(
    ads.map((ad) => ({ ...ad, traits: words.get(ad.id) ?? {}, words: new Set(ad.words) })),
  );
  const conceptOf = (ad: string): string => concepts.get(ad) ?? ad;
  const knowledge = findPatterns(metricsOf(rows, conceptOf), words, 0, new Set());
  const model = train(examplesOf(rows, ads, conceptOf), seed);
  return {
    knowledge,
    concepts: [...concepts],
    diversity: diversityOf(groupedConcepts(ads, rows, words, conceptOf)),
    model,
    predictions: ads.map(({ id, traits }) => {
      const { rate, interval80 } = rangeOf(model, traits);
      return { ad: id, rate, low: interval80[0], high: interval80[1] };
    }),
    outcomes: outcomesOf(rows, model),
    counts: {
      ads: new Set(rows.map(({ ad }) => ad)).size,
      concepts: new Set(rows.map(({ ad }) => conceptOf(ad))).size,
      campaigns: new Set(rows.map(({ campaign }) => campaign)).size,
    },
  };
}

const knownWords = ({ words }: AdTraits): Record<string, string> =>
  Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null));

/**
 * Clicks of each ad against impressions with its context taken out: in a campaign or week where all get twice the clicks, an
 * impression counts twice. So a rate is that of the account's average campaign, and no hook learns from where it ran.
 */
function examplesOf(
  rows: readonly ResultRow[],
  ads: readonly LearnAd[],
  conceptOf: (ad: string) => string,
): Example[] {
  const clicks = metricsOf(rows, conceptOf).find(({ metric }) => metric === 'ctr');
  if (!clicks) return [];
  const cells = cellsOf(clicks.observations, 1);
  const rate = overall(clicks.observations);
  const traits = new Map(ads.map((ad) => [ad.id, ad.traits]));
  const firstDay = new Map<string, number>();
  for (const row of rows)
    firstDay.set(row.ad, Math.min(firstDay.get(row.ad) ?? Number.POSITIVE_INFINITY, row.firstDay));
  const byAd = new Map<string, { hits: number; expected: number }>();
  for (const { ad, hits, expected } of cells) {
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

function groupedConcepts(
  ads: readonly LearnAd[],
  rows: readonly ResultRow[],
  words: ReadonlyMap<string, Readonly<Record<string, string>>>,
  conceptOf: (ad: string) => string,
) {
  const spend = new Map<string, number>();
  for (const { ad, mature } of rows) {
    const concept = conceptOf(ad);
    spend.set(concept, (spend.get(concept) ?? 0) + mature.spendMinor);
  }
  const members = new Map<string, string[]>();
  for (const { id } of ads) members.set(conceptOf(id), [...(members.get(conceptOf(id)) ?? []), id]);
  return [...members].map(([id, own]) => ({
    id,
    ads: own,
    traits: words.get(id) ?? {},
    spendMinor: spend.get(id) ?? 0,
  }));
}

/** Before an ad is told a hit or a miss: an ad with less may be either by chance. */
const settled = { impressions: 5000, ads: 20 } as const;

/** The event that judges of the council are measured by: the best quarter by click rate, shrunken (`scoring.md` 5.4). */
function outcomesOf(rows: readonly ResultRow[], model: Model): Learned['outcomes'] {
  const byAd = new Map<string, ResultRow[]>();
  for (const row of rows) byAd.set(row.ad, [...(byAd.get(row.ad) ?? []), row]);
  const { rate, phi } = model.mean;
  const known = [...byAd].flatMap(([ad, own]) => {
    const { linkClicks, impressions } = resultsOf(own);
    return linkClicks === null || impressions < settled.impressions
      ? []
      : [{ ad, rate: (linkClicks + rate * phi) / (impressions + phi) }];
  });
  if (known.length < settled.ads) return [];
  const bar = quantile(
    known.map((ad) => ad.rate),
    0.75,
  );
  return known.map(({ ad, rate: own }) => ({ ad, hit: own > bar }));
}
