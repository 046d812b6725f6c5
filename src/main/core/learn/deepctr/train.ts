import { noiseCeiling } from './baselines.ts';
import { conformalPhi, fitPhi } from './beta-binomial.ts';
import { type Example, meanRate } from './example.ts';
import { type Explained, explainable } from './explain.ts';
import { type Fitted, fitModel, type Kind } from './fit.ts';
import { lookForward, type Report } from './forward.ts';

/** What a refresh leaves behind: pure data, from which every prediction follows. */
export interface Model {
  /** `mean`: the average of the ads, which is what to expect where nothing better held. */
  readonly active: 'mean' | Kind;
  /** Why it is not a stronger one; null for the strongest. */
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

/** `deepctr.md` 1.3: what a kind needs before it is tried at all. */
const least = { ads: 100, hits: 300, adsForTrees: 300 } as const;
/** Of the slope: predictions that are too bold are worse than none; too timid ones only say less. */
const boldest = 0.7;

/**
 * The ladder: the mean below 100 ads or 300 hits, a ridge to 300 ads, ridge and boosting together above. A kind is used only
 * where its gain over the mean on later ads is above 0 with 90 % (the lower bound of an 80 % interval), else the mean stays.
 */
export function train(examples: readonly Example[], seed: number): Model {
  const hits = examples.reduce((sum, example) => sum + example.hits, 0);
  const trials = examples.reduce((sum, example) => sum + example.trials, 0);
  const rate = meanRate(examples);
  const rates = examples.map(() => rate);
  const known = examples.length > 1;
  const mean = {
    rate,
    phi: known ? fitPhi(examples, rates) : prior.phi,
    intervalPhi: known ? conformalPhi(examples, rates) : prior.phi,
  };
  const facts = {
    ads: examples.length,
    hits,
    trials,
    mean,
    noiseCeiling: known ? noiseCeiling(examples) : null,
  };
  if (examples.length < least.ads || hits < least.hits) {
    const lacks = [
      ...(examples.length < least.ads ? [`${examples.length} of ${least.ads} ads`] : []),
      ...(hits < least.hits ? [`${hits} of ${least.hits} hits`] : []),
    ];
    return { ...facts, active: 'mean', why: lacks.join(', '), fitted: null, report: null };
  }
  const kind: Kind = examples.length < least.adsForTrees ? 'ridge' : 'stack';
  const report = lookForward(examples, kind, seed);
  const why = refusal(report);
  if (why !== null) return { ...facts, active: 'mean', why, fitted: null, report };
  const fitted = fitModel(examples, kind);
  return {
    ...facts,
    active: kind,
    why: kind === 'ridge' ? `an early signal: ${examples.length} of ${least.adsForTrees} ads` : null,
    fitted: { ...fitted, ...explainable(examples, fitted, seed) },
    report,
  };
}

/** A wide law for an account without any results (`deepctr.md` 2.4). */
const prior = { phi: 50 } as const;

/** Why a kind may not be used; null where it may. */
export function refusal({ gain, gain80, slope }: Report): string | null {
  const [low, high] = gain80;
  if (low <= 0)
    return `on later ads it gained ${gain.toFixed(2)} % over the average (${low.toFixed(2)} to ${high.toFixed(2)}), which may be nothing`;
  // A slope that is not a number belongs to predictions that are all the same.
  if (!(slope >= boldest)) return `its predictions were too bold for later ads (slope ${slope.toFixed(2)})`;
  return null;
}
