import { factorise, forward, solve } from '../math/cholesky.ts';
import type { Cell } from './cells.ts';

/** Variances beyond the noise of counting: of concepts, of ads of one concept, and of what single traits do. */
export interface Components {
  readonly concept: number;
  readonly ad: number;
  readonly trait: number;
}

/** The traits of a cell that are not what is asked about, as keys; unknown ones are left out. */
export type Others = (cell: Cell) => readonly string[];

export interface Contrast {
  /** ln of the ratio of rates, with against without. */
  readonly effect: number;
  readonly error: number;
}

/** Which columns each cell speaks to: its place, its other traits, and last x itself. */
interface Design {
  readonly cells: readonly Cell[];
  readonly columns: readonly (readonly number[])[];
  readonly concepts: readonly number[];
  /** The columns that cells of each concept speak to. */
  readonly columnsOf: readonly ReadonlySet<number>[];
  readonly isTrait: readonly boolean[];
}

function design(cells: readonly Cell[], x: readonly number[] | null, others: Others): Design {
  const numbers = () => {
    const known = new Map<string, number>();
    return {
      known,
      of: (key: string) => {
        const number = known.get(key) ?? known.size;
        known.set(key, number);
        return number;
      },
    };
  };
  const column = numbers();
  const concept = numbers();
  // In their order, so that ad sets of one campaign lie side by side and the matrix is empty but near its diagonal.
  for (const place of [...new Set(cells.map((cell) => cell.place))].sort()) column.of(`place ${place}`);
  const places = cells.map(({ place }) => column.of(`place ${place}`));
  const fixed = column.known.size;
  const traits = cells.map((cell) => others(cell).map(column.of));
  const last = column.known.size;
  const columns = cells.map((_, index) => [
    places[index] as number,
    ...(traits[index] as number[]),
    ...(x?.[index] === 1 ? [last] : []),
  ]);
  const concepts = cells.map((cell) => concept.of(cell.concept));
  const columnsOf = Array.from(concept.known, () => new Set<number>());
  concepts.forEach((block, index) => {
    for (const own of columns[index] as number[]) columnsOf[block]?.add(own);
  });
  return {
    ...{ cells, columns, concepts, columnsOf },
    isTrait: Array.from({ length: last + (x ? 1 : 0) }, (_, index) => index >= fixed && index < last),
  };
}

/**
 * The mixed model of `scoring.md` 7.2, over cells i of ads in concepts c and places k:
 *
 *   y_i = alpha_k(i) + beta x_i + sum of gamma_t over its other traits t + u_c(i) + e_i
 *   u ~ N(0, concept)    gamma ~ N(0, trait)    e ~ N(0, ad + variance_i)
 *
 * by Henderson's mixed model equations. Places are fixed, so that only differences inside an ad set speak (no Simpson's
 * paradox); the other traits are there so that what comes along with x by chance is not taken for it. Per concept,
 * V^-1 = D - D 1 1' D / (1 / concept + 1' D 1) with D = diag(1 / (ad + variance)).
 */
function mixedEquations({ cells, columns, concepts, columnsOf, isTrait }: Design, components: Components) {
  const { concept, ad, trait } = components;
  const size = isTrait.length;
  const matrix = Array.from({ length: size }, (_, index) => {
    const row = new Float64Array(size);
    // Without any spread of traits their columns are held at 0.
    if (isTrait[index]) row[index] = 1 / Math.max(trait, 1e-9);
    return row;
  });
  const right = new Float64Array(size);
  const weighted = columnsOf.map(() => new Float64Array(size));
  const ys = new Float64Array(columnsOf.length);
  const sums = new Float64Array(columnsOf.length);
  let yy = 0;
  let lnDet = isTrait.filter(Boolean).length * Math.log(Math.max(trait, 1e-9));
  for (let index = 0; index < cells.length; index += 1) {
    const { y, variance } = cells[index] as Cell;
    const own = columns[index] as readonly number[];
    const block = concepts[index] as number;
    const d = 1 / (ad + variance);
    for (const i of own) {
      const row = matrix[i] as Float64Array;
      for (const j of own) row[j] = (row[j] as number) + d;
      right[i] = (right[i] as number) + d * y;
      const sum = weighted[block] as Float64Array;
      sum[i] = (sum[i] as number) + d;
    }
    ys[block] = (ys[block] as number) + d * y;
    sums[block] = (sums[block] as number) + d;
    yy += d * y * y;
    lnDet -= Math.log(d);
  }
  columnsOf.forEach((own, block) => {
    const [w, y, sum] = [weighted[block] as Float64Array, ys[block] as number, sums[block] as number];
    const share = concept / (1 + concept * sum);
    for (const i of own) {
      const scaled = share * (w[i] as number);
      const row = matrix[i] as Float64Array;
      for (const j of own) row[j] = (row[j] as number) - scaled * (w[j] as number);
      right[i] = (right[i] as number) - scaled * y;
    }
    yy -= share * y * y;
    lnDet += Math.log1p(concept * sum);
  });
  return { matrix, right, yy, lnDet };
}

/** Cells as they look around what was found of each, a ratio e^eta instead of 1: working responses of a logarithmic rate. */
const around = (plan: Design, found: Float64Array): Design => ({
  ...plan,
  cells: plan.cells.map((cell, index) => {
    const own = plan.columns[index] as readonly number[];
    const told = own.reduce((sum, column) => sum + (found[column] as number), 0);
    const eta = Math.max(-furthest, Math.min(furthest, told));
    return {
      ...cell,
      y: eta + (1 + cell.y) * Math.exp(-eta) - 1,
      variance: cell.variance * Math.exp(-eta),
    };
  }),
});

/** The first look takes ratios for their logarithms, which holds near 1; two more put the others right. */
const looks = 3;
/** No cell is looked at from further away than e^2, where a linear look would say nothing. */
const furthest = 2;

/**
 * beta and its standard error; undefined where no place holds both kinds. Marginal quasi-likelihood (Breslow and Clayton
 * 1993): the mixed equations are solved around what the solution before said of each cell, random effects left out, so that
 * no cell's weight goes by its own luck. beta stands last, so its variance is 1 / L_nn^2 of A = L L'.
 */
export function contrast(
  cells: readonly Cell[],
  x: readonly number[],
  others: Others,
  components: Components,
): Contrast | undefined {
  const plan = design(cells, x, others);
  let solution: Float64Array | undefined;
  let error = 0;
  for (let look = 0; look < looks; look += 1) {
    const { matrix, right } = mixedEquations(solution ? around(plan, solution) : plan, components);
    const lower = factorise(matrix);
    if (!lower) return undefined;
    solution = solve(lower, right);
    error = 1 / (lower.at(-1)?.at(-1) as number);
  }
  return { effect: solution?.at(-1) as number, error };
}

const grid = [0, 0.0025, 0.01, 0.0225, 0.04, 0.0625, 0.09, 0.16, 0.25, 0.5, 1, 2, 4, 8];

/**
 * The variances by restricted maximum likelihood on a grid (standard deviations 0 to 2.8), one at a time until none moves:
 * Each goes over the whole grid: with one hit among the ideas there are two tops, one of them at 0.
 * ln L = -1/2 (ln |V| + ln of the determinant of the mixed equations + what they leave of y'V^-1 y).
 */
export function fitComponents(cells: readonly Cell[], others: Others): Components {
  const plan = design(cells, null, others);
  const likelihood = (components: Components): number => {
    const { matrix, right, yy, lnDet } = mixedEquations(plan, components);
    const lower = factorise(matrix);
    if (!lower) return Number.NEGATIVE_INFINITY;
    const fitted = forward(lower, right).reduce((sum, value) => sum + value * value, 0);
    const lnInformation = lower.reduce((sum, row, index) => sum + 2 * Math.log(row[index] as number), 0);
    return -0.5 * (lnDet + lnInformation + yy - fitted);
  };
  let best: Components = { concept: 0.04, ad: 0.01, trait: 0.01 };
  let highest = likelihood(best);
  for (let round = 0; round < 6; round += 1) {
    const before = highest;
    for (const name of ['concept', 'trait', 'ad'] as const) {
      for (const value of grid) {
        const candidate = { ...best, [name]: value };
        const ln = likelihood(candidate);
        if (ln > highest) {
          highest = ln;
          best = candidate;
        }
      }
    }
    if (highest === before) break;
  }
  return best;
}
