import { stream } from '../../math/rng.ts';
import type { Design } from './encode.ts';
import { share } from './example.ts';
import { rowsWhere } from './folds.ts';
import { fitRidge, type Outcomes, problemOf } from './ridge.ts';

/**
 * What columns do together beyond what each does alone: a factorization machine (Rendle 2010) of what another model left,
 *
 *   weight x sum over i < j of <v_i, v_j> x_i x_j
 *
 * A challenger (`deepctr.md` 1.3): on a few thousand ads it is seldom worth anything.
 */
export interface Factors {
  /** `rank` numbers for each column. */
  readonly v: readonly number[];
  /** What it counts for, told from newer ads than its fit had seen; 0 where it would count against itself. */
  readonly weight: number;
}

const rank = 4;
/** Adam over all rows: as many steps, of that size. */
const steps = 80;
const stepSize = 0.02;
const penalty = 30;
/** Holds the weight towards 0 where newer ads say little. */
const weightPenalty = 1;

/** `outcomes.offset` is what the other model says of each ad without having seen it; `newest` are the rows kept for the weight. */
export function fitFactors(
  design: Design,
  outcomes: Outcomes,
  newest: ReadonlySet<number>,
  seed: number,
): Factors {
  const older = rowsWhere(design.rows, (row) => !newest.has(row));
  const tried = { v: fitPairs(design, outcomes, older, seed), weight: 1 };
  const rows = [...newest];
  const x = new Float64Array(design.rows);
  for (const row of rows) x[row] = factorsAt(tried, design, row);
  const { slopes } = fitRidge(problemOf({ rows: design.rows, columns: 1, x }, outcomes, rows), weightPenalty);
  const weight = Math.max(0, Math.min(1, slopes[0] as number));
  const everyRow = rowsWhere(design.rows, () => true);
  return weight === 0 ? { ...tried, weight } : { v: fitPairs(design, outcomes, everyRow, seed), weight };
}

function fitPairs(
  { columns, x }: Design,
  { hits, trials, weight, offset }: Outcomes,
  rows: readonly number[],
  seed: number,
): number[] {
  const rng = stream(seed, 'factors');
  const v = Float64Array.from({ length: columns * rank }, () => 0.05 * rng.normal());
  const [mean, square] = [new Float64Array(v.length), new Float64Array(v.length)];
  for (let step = 1; step <= steps; step += 1) {
    const gradient = v.map((value) => -penalty * value);
    for (const row of rows) {
      const { sums, value } = pairsAt(v, columns, x, row);
      const p = share((offset[row] as number) + value);
      const left = (weight[row] as number) * ((hits[row] as number) - (trials[row] as number) * p);
      for (let column = 0; column < columns; column += 1) {
        const at = x[row * columns + column] as number;
        if (at === 0) continue;
        for (let f = 0; f < rank; f += 1) {
          const index = column * rank + f;
          gradient[index] =
            (gradient[index] as number) + left * at * ((sums[f] as number) - at * (v[index] as number));
        }
      }
    }
    gradient.forEach((slope, index) => {
      mean[index] = 0.9 * (mean[index] as number) + 0.1 * slope;
      square[index] = 0.999 * (square[index] as number) + 0.001 * slope ** 2;
      const pace = Math.sqrt((square[index] as number) / (1 - 0.999 ** step)) + 1e-8;
      v[index] = (v[index] as number) + (stepSize * (mean[index] as number)) / (1 - 0.9 ** step) / pace;
    });
  }
  return [...v];
}

/** Half the square of each factor's sum, less what columns do with themselves. */
function pairsAt(v: ArrayLike<number>, columns: number, x: Float64Array, row: number) {
  const sums = new Float64Array(rank);
  let own = 0;
  for (let column = 0; column < columns; column += 1) {
    const at = x[row * columns + column] as number;
    if (at === 0) continue;
    for (let f = 0; f < rank; f += 1) {
      const part = at * (v[column * rank + f] as number);
      sums[f] = (sums[f] as number) + part;
      own += part ** 2;
    }
  }
  return { sums, value: (sums.reduce((sum, one) => sum + one ** 2, 0) - own) / 2 };
}

export const factorsAt = ({ v, weight }: Factors, { columns, x }: Design, row: number): number =>
  weight * pairsAt(v, columns, x, row).value;

/** Of a pair each has half, which is exact against an ad whose columns are all 0; added to `shares`. */
export function addPairShares({ v, weight }: Factors, { columns, x }: Design, shares: Float64Array): void {
  const { sums } = pairsAt(v, columns, x, 0);
  for (let column = 0; column < columns; column += 1) {
    const at = x[column] as number;
    for (let f = 0; f < rank; f += 1) {
      const part = at * (v[column * rank + f] as number);
      shares[column] = (shares[column] as number) + (weight * part * ((sums[f] as number) - part)) / 2;
    }
  }
}
