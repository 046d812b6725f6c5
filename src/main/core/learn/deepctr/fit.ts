import { conformalPhi, fitPhi, trialWeight } from './beta-binomial.ts';
import { type Boosting, boostedAt, fitBoosting } from './boosting.ts';
import { type Design, encode, type Schema, schemaOf } from './encode.ts';
import { type AdTraits, type Example, logit, meanRate, share } from './example.ts';
import { type Factors, factorsAt, fitFactors } from './factors.ts';
import { rowsWhere, timeBlocks } from './folds.ts';
import { fitRidge, type Linear, linearAt, type Outcomes, problemOf } from './ridge.ts';
import { fitWeights, type StackWeights } from './stack-weights.ts';

export type Kind = 'ridge' | 'stack';

/** A fitted model as plain data: the same data and the same ad give the same prediction, to the last bit. */
export interface Fitted {
  readonly kind: Kind;
  readonly schema: Schema;
  readonly penalty: number;
  readonly ridge: Linear;
  /** Null where there were too few ads for trees. */
  readonly boosting: Boosting | null;
  /** logit = intercept + ridge x its logit + boosting x its logit. */
  readonly weights: StackWeights;
  /** How alike two ads of equal prediction are, told from ads that the fit had not seen. */
  readonly phi: number;
  /** The same for the width of intervals. */
  readonly intervalPhi: number;
  /** What traits do together; absent where that was not shown to be worth anything. */
  readonly factors?: Factors;
}

const penalties = [6400, 3200, 1600, 800, 400, 200, 100, 30, 10] as const;
const foldCount = 5;
/** A fit tries its penalty on groups that it has not seen; with one there are none beside it, and nothing can be fitted. */
export const leastGroups = 2;

const fitParts = (examples: readonly Example[], kind: Kind) => {
  const schema = schemaOf(examples.map(({ traits }) => traits));
  const design = encode(
    schema,
    examples.map(({ traits }) => traits),
  );
  const outcomes = outcomesOf(examples);
  const fold = timeBlocks(examples, foldCount);
  const everyRow = rowsWhere(examples.length, () => true);
  const { penalty, outOfFold } = choosePenalty(design, outcomes, fold, examples);
  const start = logit(meanRate(examples));
  const boostedOutOfFold = kind === 'stack' ? boostOutOfFold(design, outcomes, fold, examples) : null;
  const weights = fitWeights(outcomes, outOfFold, boostedOutOfFold);
  const unseen = everyRow.map((row) =>
    combine(weights, outOfFold[row] as number, boostedOutOfFold?.[row] ?? 0),
  );
  const mu = unseen.map(share);
  const fitted: Fitted = {
    kind,
    schema,
    penalty,
    ridge: fitRidge(problemOf(design, outcomes, everyRow), penalty),
    boosting: kind === 'stack' ? fitBoosting(design, outcomes, everyRow, start) : null,
    weights,
    phi: fitPhi(examples, mu),
    intervalPhi: conformalPhi(examples, mu),
  };
  return { fitted, design, outcomes, fold, unseen };
};

export const fitModel = (examples: readonly Example[], kind: Kind): Fitted => fitParts(examples, kind).fitted;

/** The same kind with what traits do together, told from what it left of ads that it had not seen. */
export function fitWithFactors(
  examples: readonly Example[],
  kind: Kind,
  seed: number,
): Fitted & { readonly factors: Factors } {
  const { fitted, design, outcomes, fold, unseen } = fitParts(examples, kind);
  const newest = new Set(rowsWhere(examples.length, (row) => fold[row] === foldCount - 1));
  const left = { ...outcomes, offset: Float64Array.from(unseen) };
  return { ...fitted, factors: fitFactors(design, left, newest, seed) };
}

/** What the model says for each ad, as logits. */
export function logits(model: Fitted, ads: readonly AdTraits[]): number[] {
  const design = encode(model.schema, ads);
  return ads.map(
    (_, row) =>
      combine(
        model.weights,
        linearAt(model.ridge, design, row),
        model.boosting ? boostedAt(model.boosting, design, row) : 0,
      ) + (model.factors ? factorsAt(model.factors, design, row) : 0),
  );
}

const combine = (weights: Fitted['weights'], ridge: number, boosting: number): number =>
  weights.intercept + weights.ridge * ridge + weights.boosting * boosting;

export function outcomesOf(examples: readonly Example[]): Outcomes {
  const mean = meanRate(examples);
  const phi = fitPhi(
    examples,
    examples.map(() => mean),
  );
  return {
    hits: Float64Array.from(examples, ({ hits }) => hits),
    trials: Float64Array.from(examples, ({ trials }) => trials),
    weight: Float64Array.from(examples, ({ trials }) => trialWeight(phi, trials)),
    offset: new Float64Array(examples.length),
  };
}

/** Loss of one row at a logit: what a fit makes least. */
export function lossAt({ hits, trials, weight }: Outcomes, row: number, eta: number): number {
  const lnOne = eta > 30 ? eta : Math.log1p(Math.exp(eta));
  return (weight[row] as number) * ((trials[row] as number) * lnOne - (hits[row] as number) * eta);
}

/**
 * The largest penalty whose loss on the folds is within one standard error of the least. The error is that of the difference
 * to the best, fold by fold: most of a loss is chance that all penalties share.
 */
function choosePenalty(
  design: Design,
  outcomes: Outcomes,
  fold: readonly number[],
  examples: readonly Example[],
) {
  const outOfFold = penalties.map(() => new Float64Array(examples.length));
  const losses = penalties.map(() => new Float64Array(foldCount));
  for (let held = 0; held < foldCount; held += 1) {
    const train = rowsWhere(examples.length, (row) => fold[row] !== held);
    const test = rowsWhere(examples.length, (row) => fold[row] === held);
    const problem = problemOf(design, outcomes, train);
    let warm: Linear | undefined;
    penalties.forEach((penalty, at) => {
      warm = fitRidge(problem, penalty, warm);
      for (const row of test) {
        const eta = linearAt(warm, design, row);
        (outOfFold[at] as Float64Array)[row] = eta;
        const loss = losses[at] as Float64Array;
        loss[held] = (loss[held] as number) + lossAt(outcomes, row, eta);
      }
    });
  }
  const totals = losses.map((loss) => loss.reduce((sum, value) => sum + value, 0));
  const best = totals.indexOf(Math.min(...totals));
  const chosen = losses.findIndex((loss, at) => {
    const gaps = [...loss].map((value, index) => value - (losses[best]?.[index] as number));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / foldCount;
    const sd = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (foldCount - 1));
    return at >= best || mean <= sd / Math.sqrt(foldCount);
  });
  return { penalty: penalties[chosen] as number, outOfFold: outOfFold[chosen] as Float64Array };
}

function boostOutOfFold(
  design: Design,
  outcomes: Outcomes,
  fold: readonly number[],
  examples: readonly Example[],
) {
  const result = new Float64Array(examples.length);
  for (let held = 0; held < foldCount; held += 1) {
    const train = rowsWhere(examples.length, (row) => fold[row] !== held);
    const start = logit(meanRate(train.map((row) => examples[row] as Example)));
    const boosting = fitBoosting(design, outcomes, train, start);
    for (let row = 0; row < examples.length; row += 1) {
      if (fold[row] === held) result[row] = boostedAt(boosting, design, row);
    }
  }
  return result;
}
