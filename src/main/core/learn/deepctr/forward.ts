import { mostSimilar, traitMean } from './baselines.ts';
import { fitPhi } from './beta-binomial.ts';
import {
  type Evaluation,
  evaluate,
  gainInterval,
  type Judged,
  type RankCorrelation,
  rankCorrelation,
} from './evaluate.ts';
import { type Example, logit, meanRate } from './example.ts';
import { type Fitted, fitModel, fitWithFactors, type Kind, leastGroups, logits } from './fit.ts';
import { timeBlocks } from './folds.ts';

/** How predictions did on ads that came later than all that they were learnt from. */
export interface Report extends Evaluation {
  readonly gain80: readonly [number, number];
  readonly gain95: readonly [number, number];
  /** Null where all were said to be alike; absent where an earlier release looked forward. */
  readonly rank?: RankCorrelation | null;
  /** The same kind with what traits do together; absent where that is not tried. */
  readonly challenger?: Challenger;
  /** Gain over the mean of what else one could go by. */
  readonly baselines: { readonly formatMean: number; readonly mostSimilar: number };
}

/** What a challenger gained over the kind that it challenges, ad by ad (`deepctr.md` 4.3). */
export interface Challenger {
  readonly gain: number;
  readonly gain95: readonly [number, number];
}

const blocks = 5;
/** Blocks that are only ever learnt from. */
const head = 2;
const draws = 1000;

/** Whether what is looked forward from first can be fitted: an account may run variants of one film for most of its time. */
export function canLookForward(examples: readonly Example[]): boolean {
  const block = timeBlocks(examples, blocks);
  const oldest = examples.flatMap(({ group }, row) => ((block[row] as number) < head ? [group] : []));
  return new Set(oldest).size >= leastGroups;
}

/**
 * From the oldest two fifths the next fifth is predicted, then from three fifths, then from four (`deepctr.md` 4.1, so that
 * every ad of the last three fifths is judged once). Variants of one film stand on one side.
 */
export function lookForward(examples: readonly Example[], kind: Kind, seed: number): Report {
  const block = timeBlocks(examples, blocks);
  const judged: Judged[] = [];
  const challenged: Judged[] = [];
  const byFormat: Judged[] = [];
  const byNearest: Judged[] = [];
  for (let next = head; next < blocks; next += 1) {
    const past = examples.filter((_, row) => (block[row] as number) < next);
    const ads = examples.filter((_, row) => block[row] === next);
    const model: Fitted = kind === 'stack' ? fitWithFactors(past, kind, seed) : fitModel(past, kind);
    const baseEta = logit(meanRate(past));
    const add = (to: Judged[], etas: readonly number[], phi: number, bases?: readonly number[]) => {
      ads.forEach(({ group, hits, trials }, at) => {
        to.push({ group, hits, trials, eta: etas[at] as number, baseEta: bases?.[at] ?? baseEta, phi });
      });
    };
    const traits = ads.map((ad) => ad.traits);
    const { factors, ...plain } = model;
    const etas = logits(plain, traits);
    if (factors) add(challenged, logits(model, traits), model.intervalPhi, etas);
    add(judged, etas, model.intervalPhi);
    const phi = fitPhi(
      past,
      past.map(() => meanRate(past)),
    );
    add(byFormat, traitMean(past, ads, 'format'), phi);
    add(byNearest, mostSimilar(past, ads), phi);
  }
  return {
    ...evaluate(judged),
    gain80: gainInterval(judged, 0.8, draws, seed),
    gain95: gainInterval(judged, 0.95, draws, seed),
    rank: rankCorrelation(judged, draws, seed),
    ...(challenged.length > 0 && {
      challenger: { gain: evaluate(challenged).gain, gain95: gainInterval(challenged, 0.95, draws, seed) },
    }),
    baselines: { formatMean: evaluate(byFormat).gain, mostSimilar: evaluate(byNearest).gain },
  };
}
