import { rowsWhere } from './folds.ts';
import { fitRidge, type Outcomes, problemOf } from './ridge.ts';

export interface StackWeights {
  readonly intercept: number;
  readonly ridge: number;
  readonly boosting: number;
}

/** What each part's weight is held to where the ads say little: a plain average. */
const penalty = 20;

/**
 * Weights of the parts from what they said of ads that they had not seen: a small ridge fit around a plain average. The sum
 * is free, which makes up for predictions that are too timid; a part that would count against itself is left out.
 */
export function fitWeights(
  outcomes: Outcomes,
  ridge: Float64Array,
  boosting: Float64Array | null,
): StackWeights {
  const prior = boosting ? 0.5 : 1;
  const centre = ridge.reduce((sum, value) => sum + value, 0) / ridge.length;
  const solve = (parts: readonly Float64Array[]) => {
    const columns = parts.length;
    const x = new Float64Array(ridge.length * columns);
    const offset = new Float64Array(ridge.length);
    parts.forEach((part, column) => {
      part.forEach((value, row) => {
        x[row * columns + column] = value - centre;
        offset[row] = (offset[row] as number) + prior * (value - centre);
      });
    });
    const everyRow = rowsWhere(ridge.length, () => true);
    const { intercept, slopes } = fitRidge(
      problemOf({ rows: ridge.length, columns, x }, { ...outcomes, offset }, everyRow),
      penalty,
    );
    return { intercept, own: slopes.map((slope) => slope + prior) };
  };
  const parts = boosting ? [ridge, boosting] : [ridge];
  let { intercept, own } = solve(parts);
  const kept = own.map((weight) => weight > 0);
  if (kept.includes(false)) {
    const again = solve(parts.filter((_, at) => kept[at]));
    let next = 0;
    intercept = again.intercept;
    own = kept.map((keep) => (keep ? Math.max(0, again.own[next++] as number) : 0));
  }
  const [first = 0, second = 0] = own;
  return { intercept: intercept - (first + second) * centre, ridge: first, boosting: second };
}
