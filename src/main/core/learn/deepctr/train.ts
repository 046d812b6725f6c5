import { noiseCeiling } from './baselines.ts';
import { conformalPhi, fitPhi } from './beta-binomial.ts';
import { type Example, meanRate } from './example.ts';
import { type Explained, explainable } from './explain.ts';
import { type Fitted, fitModel, fitWithFactors, type Kind } from './fit.ts';
import { type Challenger, canLookForward, lookForward, type Report } from './forward.ts';

/** What a refresh leaves behind: pure data, from which every prediction follows. */
export interface Model {
  /** `mean`: the average of the ads, which is what to expect where nothing better held. */
  readonly active: 'mean' | Kind;
  /** Why it is not a stronger one, or what is in it beyond its kind. */
  readonly why: string | null;
  readonly mean: { readonly rate: number; readonly phi: number; readonly intervalPhi: number };
  readonly fitted: (Fitted & Explained) | null;
  /** How the kind that was tried did on later ads; null where there were too few ads to try. */
  readonly report: Report | null;
  readonly ads: number;
  readonly hits: number;
  readonly trials: number;
  readonly noiseCeiling: number | null;
}

/** What is predicted, and what that needs before it is tried at all (`deepctr.md` 1.3, 2.1). */
export interface Head {
  readonly hits: string;
  readonly leastHits: number;
  /** Null where a ridge is as far as it goes. */
  readonly adsForTrees: number | null;
}
export const clickHead: Head = { hits: 'clicks', leastHits: 300, adsForTrees: 300 };
/** What the training before this one said of the challenger, on fewer clicks. */
export interface LastTried {
  readonly hits: number;
  readonly challenger: Challenger | undefined;
}

/** It is used only where this holds of two trainings one after the other (`deepctr.md` 4.3). */
const isBetter = (challenger: Challenger | undefined): boolean => (challenger?.gain95[0] ?? 0) > 0;

const leastAds = 100;
/** Of the slope: predictions that are too bold are worse than none; too timid ones only say less. */
const boldest = 0.7;

/**
 * The ladder: the mean below 100 ads or 300 clicks, a ridge to 300 ads, ridge and boosting together above. A kind is used only
 * where its gain over the mean on later ads is above 0 with 90 % (the lower bound of an 80 % interval), else the mean stays.
 */
export function train(
  examples: readonly Example[],
  seed: number,
  head: Head = clickHead,
  last: LastTried | null = null,
): Model {
  const hits = examples.reduce((sum, example) => sum + example.hits, 0);
  const trials = examples.reduce((sum, example) => sum + example.trials, 0);
  const rate = meanRate(examples);
  const facts = {
    ads: examples.length,
    hits,
    trials,
    mean: meanHead(examples, rate),
    noiseCeiling: examples.length > 1 ? noiseCeiling(examples) : null,
  };
  const { leastHits, adsForTrees } = head;
  if (examples.length < leastAds || hits < leastHits) {
    const lacks = [
      ...(examples.length < leastAds ? [`${examples.length} of ${leastAds} ads`] : []),
      ...(hits < leastHits ? [`${hits} of ${leastHits} ${head.hits}`] : []),
    ];
    return { ...facts, active: 'mean', why: lacks.join(', '), fitted: null, report: null };
  }
  if (!canLookForward(examples))
    return {
      ...facts,
      active: 'mean',
      why: 'the oldest two fifths of the ads are of one concept at most, which nothing can be tried from',
      fitted: null,
      report: null,
    };
  const kind: Kind = adsForTrees === null || examples.length < adsForTrees ? 'ridge' : 'stack';
  const report = lookForward(examples, kind, seed);
  const refused = refusal(report);
  if (refused !== null) return { ...facts, active: 'mean', why: refused, fitted: null, report };
  const isAhead =
    isBetter(report.challenger) && last !== null && last.hits * moreHits <= hits && isBetter(last.challenger);
  const fitted = isAhead ? fitWithFactors(examples, kind, seed) : fitModel(examples, kind);
  return {
    ...facts,
    active: kind,
    why: isAhead
      ? 'with what traits do together'
      : kind === 'ridge' && adsForTrees !== null
        ? `an early signal: ${examples.length} of ${adsForTrees} ads`
        : null,
    fitted: { ...fitted, ...explainable(examples, fitted, seed) },
    report,
  };
}

/** A wide law for an account without any results (`deepctr.md` 2.4); some ten ads outweigh it. */
const prior = { phi: 50, sdOfLn: 1 } as const;
/** Fewer ads than that hold no interval to its promise (`deepctr.md` 2.4). */
const leastForConformal = 50;
/** What a second training must know more of than the one before, to be another look (`deepctr.md` 2.7). */
const moreHits = 1.2;

/** The average of the ads as a prediction. Of a handful of ads the average itself is not known well either. */
function meanHead(examples: readonly Example[], rate: number): Model['mean'] {
  const rates = examples.map(() => rate);
  const phi = fitPhi(examples, rates, prior);
  const intervalPhi =
    examples.length < leastForConformal
      ? phi / (1 + 1 / Math.max(1, examples.length))
      : conformalPhi(examples, rates);
  return { rate, phi, intervalPhi };
}

/** Why a kind may not be used; null where it may. */
export function refusal({ gain, gain80, slope }: Report): string | null {
  const [low, high] = gain80;
  if (low <= 0)
    return `on later ads it gained ${gain.toFixed(2)} % over the average (${low.toFixed(2)} to ${high.toFixed(2)}), which may be nothing`;
  // A slope that is not a number belongs to predictions that are all the same.
  if (!(slope >= boldest)) return `its predictions were too bold for later ads (slope ${slope.toFixed(2)})`;
  return null;
}
