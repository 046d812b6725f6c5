import { stream } from '../../math/rng.ts';
import { type Boosting, fitBoosting } from './boosting.ts';
import { type Design, encode, type Schema } from './encode.ts';
import { type AdTraits, type Example, logit, meanRate } from './example.ts';
import { addPairShares, type Factors } from './factors.ts';
import { type Fitted, outcomesOf } from './fit.ts';
import { rowsWhere } from './folds.ts';
import { fitRidge, type Linear, problemOf } from './ridge.ts';
import { addShapley, treeMean } from './shapley.ts';

interface Parts {
  readonly ridge: Linear;
  readonly boosting: Boosting | null;
  /** Refits go without: what traits do together is clear only where it leaves the sign as it is. */
  readonly factors?: Factors;
}

/** What an explanation needs besides the model: the ad that is compared with, and refits that show what is chance. */
export interface Explained {
  /** Mean of each column over the ads learnt from. */
  readonly centre: readonly number[];
  /** The same model from the same ads drawn again, film by film. */
  readonly refits: readonly Parts[];
}

export interface Contribution {
  readonly trait: string;
  /** Added to the logit. Of the model, not of the world: it never says "causes". */
  readonly logit: number;
  /** Whether its sign holds in eight of ten refits. */
  readonly clear: boolean;
}

export interface Explanation {
  readonly base: number;
  /** With `base` they sum to the logit of the prediction; the largest first. */
  readonly contributions: readonly Contribution[];
}

const refitCount = 10;
const agreeing = 8;
/** A third of the rounds at three times the pace: refits are asked for signs only, and are kept with the model. */
const refitPace = { rounds: 50, rate: 0.15 } as const;

export function explainable(examples: readonly Example[], fitted: Fitted, seed: number): Explained {
  const design = encode(
    fitted.schema,
    examples.map(({ traits }) => traits),
  );
  const outcomes = outcomesOf(examples);
  const groups = new Map<string, number[]>();
  examples.forEach(({ group }, row) => {
    groups.set(group, [...(groups.get(group) ?? []), row]);
  });
  const list = [...groups.values()];
  const start = logit(meanRate(examples));
  const rng = stream(seed, 'refits');
  return {
    centre: Array.from({ length: design.columns }, (_, column) => {
      let sum = 0;
      for (let row = 0; row < design.rows; row += 1) sum += design.x[row * design.columns + column] as number;
      return sum / design.rows;
    }),
    refits: Array.from({ length: refitCount }, () => {
      const times = new Float64Array(examples.length);
      for (let draw = 0; draw < list.length; draw += 1) {
        for (const row of list[Math.floor(rng.uniform() * list.length)] as number[])
          times[row] = (times[row] as number) + 1;
      }
      const drawn = {
        ...outcomes,
        weight: outcomes.weight.map((weight, row) => weight * (times[row] as number)),
      };
      const rows = rowsWhere(examples.length, (row) => (times[row] as number) > 0);
      return {
        ridge: fitRidge(problemOf(design, drawn, rows), fitted.penalty),
        boosting: fitted.boosting && fitBoosting(design, drawn, rows, start, refitPace),
      };
    }),
  };
}

/** `deepctr.md` 2.6: the linear part exactly, the trees by Shapley; both add up, since the parts do. */
export function explain(model: Fitted & Explained, ad: AdTraits): Explanation {
  const design = encode(model.schema, [ad]);
  const { base, byTrait } = sharesOf(model, model, design);
  const others = model.refits.map((refit) => sharesOf(model, refit, design).byTrait);
  const contributions = [...byTrait].map(([trait, value]) => ({
    trait,
    logit: value,
    clear:
      others.filter((shares) => Math.sign(shares.get(trait) ?? 0) === Math.sign(value)).length >= agreeing,
  }));
  return {
    base,
    contributions: contributions
      .filter(({ logit: value }) => value !== 0)
      .sort((a, b) => Math.abs(b.logit) - Math.abs(a.logit) || (a.trait < b.trait ? -1 : 1)),
  };
}

function sharesOf(
  { schema, weights, centre }: Fitted & Explained,
  { ridge, boosting, factors }: Parts,
  design: Design,
) {
  const { x } = design;
  const shares = new Float64Array(schema.length);
  let base = weights.intercept + weights.ridge * ridge.intercept;
  ridge.slopes.forEach((slope, column) => {
    const mean = centre[column] as number;
    shares[column] = weights.ridge * slope * ((x[column] as number) - mean);
    base += weights.ridge * slope * mean;
  });
  if (boosting) {
    base += weights.boosting * boosting.base;
    for (const tree of boosting.trees) {
      base += weights.boosting * treeMean(tree);
      addShapley(tree, x, weights.boosting, shares);
    }
  }
  if (factors) addPairShares(factors, design, shares);
  return { base, byTrait: sumByTrait(schema, shares) };
}

function sumByTrait(schema: Schema, shares: Float64Array): Map<string, number> {
  const byTrait = new Map<string, number>();
  schema.forEach(({ trait }, column) => {
    byTrait.set(trait, (byTrait.get(trait) ?? 0) + (shares[column] as number));
  });
  return byTrait;
}
