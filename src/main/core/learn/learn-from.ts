import { quantile } from '../math/quantile.ts';
import type { FrameHash } from '../measure/signals.ts';
import { type Agreements, agreementsOf } from './agreement.ts';
import { trialsOutOfContext } from './context.ts';
import { type DriftReport, driftReport } from './deepctr/drift.ts';
import type { AdTraits, Example } from './deepctr/example.ts';
import { rangeOf } from './deepctr/predict.ts';
import { type InUse, reasonToStay } from './deepctr/promote.ts';
import { predictRoas, type RoasModel, trainRoas } from './deepctr/roas.ts';
import { clickHead, type Model, train } from './deepctr/train.ts';
import { conceptsOf } from './diversity/concepts.ts';
import { type Diversity, diversityOf } from './diversity/diversity.ts';
import { type Portfolio, portfolioOf } from './diversity/portfolio.ts';
import { examplesOf } from './examples.ts';
import { findPatterns, type Knowledge, type TestShown } from './patterns.ts';
import { type MetricName, metricsOf, type ResultRow } from './results.ts';

/** One ad of the library, in the library's own order. */
export interface LearnAd {
  readonly id: string;
  /** Null for a still. */
  readonly durationS: number | null;
  readonly hashes: readonly FrameHash[];
  readonly traits: AdTraits;
  readonly words: readonly string[];
}

export interface LearnInput {
  /** All of the library: what has not run yet is predicted. */
  readonly ads: readonly LearnAd[];
  readonly rows: readonly ResultRow[];
  /** Ads of the account or of its client, whether they have run or not. */
  readonly own: readonly string[];
  readonly inUse: InUse | null;
  /** What read A/B tests have shown, by `metric feature value`; null for what they have not. */
  readonly tested: readonly (readonly [string, TestShown | null])[];
  readonly seed: number;
}

export interface Learned {
  readonly knowledge: Knowledge;
  /** Which ad of the account or of its client is of which concept; a concept is called after its earliest ad. */
  readonly concepts: readonly (readonly [ad: string, concept: string])[];
  readonly diversity: Diversity;
  readonly portfolio: Portfolio;
  readonly agreements: Agreements;
  readonly model: Model;
  /** Null where no order, no link click or no spend is known. */
  readonly roas: RoasModel | null;
  /** Whether the account's ads that have not run are like those that the model in use knows; null with too few of either. */
  readonly drift: DriftReport | null;
  /** The earlier version whose model stays in use; null where this one's takes its place. */
  readonly driftFrom: number | null;
  /** Why it stays; null where a person holds it. */
  readonly stays: string | null;
  /** Of ads that have not run in this account yet: only those can be compared with what comes. Empty where no click is known. */
  readonly predictions: readonly Said[];
  /** What the model that stays in use says of the same ads; empty where none does. */
  readonly saidInUse: readonly Said[];
  /**
   * Of ads with enough results: whether they are in the best quarter. `own`: of the account that speaks for the ad. One that
   * runs in two accounts would be told by whichever was refreshed last.
   */
  readonly outcomes: readonly { readonly ad: string; readonly hit: boolean; readonly own: boolean }[];
  /** Ads, concepts and campaigns with results. */
  readonly counts: { readonly ads: number; readonly concepts: number; readonly campaigns: number };
}

export interface Said {
  readonly ad: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Of the return on spend; null where none can be told. */
  readonly roasLow: number | null;
  readonly roasHigh: number | null;
}

/** Everything that one refresh learns. Values in, values out, so that it can run beside the app. */
export function learnFrom({ ads, rows, own, inUse, tested, seed }: LearnInput): Learned {
  const words = new Map(ads.map(({ id, traits }) => [id, knownWords(traits)]));
  const ran = new Set(rows.map(({ ad }) => ad));
  // Another client's films are no ideas of this account: they would fill what it lacks.
  const owned = new Set(own);
  const counted = ads.filter(({ id }) => ran.has(id) || owned.has(id));
  const concepts = conceptsOf(
    counted.map((ad) => ({ ...ad, traits: words.get(ad.id) ?? {}, words: new Set(ad.words) })),
  );
  const conceptOf = (ad: string): string => concepts.get(ad) ?? ad;
  const durations = new Map(ads.map(({ id, durationS }) => [id, durationS]));
  const metrics = metricsOf(rows, conceptOf, (ad) => durations.get(ad) ?? null);
  const knowledge = findPatterns(metrics, words, new Map(tested));
  const of = (name: MetricName) => metrics.find(({ metric }) => metric === name)?.observations ?? [];
  const seen = trialsOutOfContext(of('ctr'));
  const examples = examplesOf(seen, rows, ads, conceptOf);
  const model = train(examples, seed, clickHead, inUse?.last ?? null);
  const stays = inUse && !inUse.held ? reasonToStay(inUse, model, examples, seed) : null;
  const kept = inUse?.held || stays !== null ? inUse : null;
  const roas = trainRoas(rows, ads, conceptOf, seed);
  const learntFrom = new Set(
    rows.flatMap(({ ad, firstDay }) => (kept && firstDay > kept.untilDay ? [] : [ad])),
  );
  const grouped = groupedConcepts(counted, rows, words, conceptOf);
  const notRun = ads.filter(({ id }) => !ran.has(id));
  const predictionsOf = (of: Model, ranges: RoasModel | null) =>
    of.hits === 0 ? [] : notRun.map(saidBy(of, ranges));
  const waiting = new Set(own.filter((id) => !ran.has(id)));
  return {
    knowledge,
    concepts: [...concepts],
    diversity: diversityOf(grouped),
    portfolio: portfolioOf(grouped, rows, conceptOf),
    agreements: agreementsOf(seen, of('roas'), rows, conceptOf, seed),
    model,
    roas,
    drift: driftReport(
      ads.filter(({ id }) => learntFrom.has(id)).map(({ traits }) => traits),
      ads.filter(({ id }) => waiting.has(id)).map(({ traits }) => traits),
    ),
    driftFrom: kept?.version ?? null,
    stays,
    predictions: predictionsOf(model, roas),
    saidInUse: kept ? predictionsOf(kept.model, kept.held ? kept.roas : roas) : [],
    outcomes: outcomesOf(examples, model.mean, owned),
    counts: {
      ads: ran.size,
      concepts: new Set(rows.map(({ ad }) => conceptOf(ad))).size,
      campaigns: new Set(rows.map(({ campaign }) => campaign)).size,
    },
  };
}

const saidBy =
  (model: Model, roas: RoasModel | null) =>
  ({ id, traits }: LearnAd): Said => {
    const { rate, interval80 } = rangeOf(model, traits);
    const returns = roas && predictRoas(roas, traits)?.interval80;
    return {
      ad: id,
      rate,
      low: interval80[0],
      high: interval80[1],
      roasLow: returns?.[0] ?? null,
      roasHigh: returns?.[1] ?? null,
    };
  };

const knownWords = ({ words }: AdTraits): Record<string, string> =>
  Object.fromEntries(Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null));

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
const settled = { trials: 5000, ads: 20 } as const;

/**
 * The event that judges of the council are measured by: the best quarter by click rate, shrunken, out of the context that an
 * ad ran in (`scoring.md` 5.2, 5.4): no judge could see whom it would be shown to.
 */
function outcomesOf(
  examples: readonly Example[],
  { rate, phi }: Model['mean'],
  ownAds: ReadonlySet<string>,
): Learned['outcomes'] {
  const known = examples.flatMap(({ ad, hits, trials }) =>
    trials < settled.trials ? [] : [{ ad, rate: (hits + rate * phi) / (trials + phi) }],
  );
  if (known.length < settled.ads) return [];
  const bar = quantile(
    known.map((ad) => ad.rate),
    0.75,
  );
  return known.map((one) => ({ ad: one.ad, hit: one.rate > bar, own: ownAds.has(one.ad) }));
}
