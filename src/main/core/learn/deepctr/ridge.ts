import { factorise, solve } from '../../math/cholesky.ts';
import type { Design } from './encode.ts';
import { share } from './example.ts';

/** Outcomes beside a design, row by row. `weight` is what one trial counts for (`beta-binomial.ts`). */
export interface Outcomes {
  readonly hits: Float64Array;
  readonly trials: Float64Array;
  readonly weight: Float64Array;
  /** Added to the linear part and left as it is. */
  readonly offset: Float64Array;
}

export interface Linear {
  readonly intercept: number;
  readonly slopes: readonly number[];
}

/** One problem ready to be solved for many penalties: the rows that count and their curvature at the mean. */
export interface Problem {
  readonly design: Design;
  readonly outcomes: Outcomes;
  readonly rows: readonly number[];
  readonly start: number;
  readonly curvature: readonly Float64Array[];
}

/** The curvature at the pooled rate, once: effects are small, so that it serves every penalty and every step. */
export function problemOf(design: Design, outcomes: Outcomes, rows: readonly number[]): Problem {
  const { columns, x } = design;
  const { hits, trials, weight, offset } = outcomes;
  let got = 0.5;
  let of = 1;
  for (const row of rows) {
    got += (weight[row] as number) * (hits[row] as number);
    of += (weight[row] as number) * (trials[row] as number);
  }
  const start = Math.log(got / (of - got)) - mean(offset, rows);
  const curvature = Array.from({ length: columns + 1 }, () => new Float64Array(columns + 1));
  const last = curvature[columns] as Float64Array;
  for (const row of rows) {
    const p = share(start + (offset[row] as number));
    const h = (weight[row] as number) * (trials[row] as number) * p * (1 - p);
    const base = row * columns;
    for (let a = 0; a < columns; a += 1) {
      const xa = h * (x[base + a] as number);
      if (xa === 0) continue;
      const line = curvature[a] as Float64Array;
      for (let b = 0; b <= a; b += 1) line[b] = (line[b] as number) + xa * (x[base + b] as number);
      last[a] = (last[a] as number) + xa;
    }
    last[columns] = (last[columns] as number) + h;
  }
  return { design, outcomes, rows, start, curvature };
}

const mean = (values: Float64Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + (values[row] as number), 0) / Math.max(1, rows.length);

/**
 * The penalised binomial fit, max of  sum w (c eta - n ln(1 + e^eta)) - penalty |slopes|^2 / 2,  by Newton steps with the
 * curvature held, each halved until it leads up.
 */
export function fitRidge(problem: Problem, penalty: number, from?: Linear): Linear {
  const { design, outcomes, rows, start, curvature } = problem;
  const { columns, x } = design;
  const { hits, trials, weight, offset } = outcomes;
  const penalised = curvature.map((row, index) => {
    const copy = Float64Array.from(row);
    if (index < columns) copy[index] = (copy[index] as number) + penalty;
    return copy;
  });
  const lower = factorise(penalised);
  if (!lower) throw new RangeError('The rows hold nothing to fit.');
  const etas = (at: Float64Array) =>
    rows.map((row) => {
      let eta = (at[columns] as number) + (offset[row] as number);
      for (let a = 0; a < columns; a += 1) eta += (at[a] as number) * (x[row * columns + a] as number);
      return eta;
    });
  const heightOf = (at: Float64Array, eta: readonly number[]) => {
    let sum = 0;
    rows.forEach((row, index) => {
      const value = eta[index] as number;
      const lnOne = value > 30 ? value : Math.log1p(Math.exp(value));
      sum += (weight[row] as number) * ((hits[row] as number) * value - (trials[row] as number) * lnOne);
    });
    for (let a = 0; a < columns; a += 1) sum -= 0.5 * penalty * (at[a] as number) ** 2;
    return sum;
  };
  let at: Float64Array = Float64Array.from([
    ...(from?.slopes ?? new Array(columns).fill(0)),
    from?.intercept ?? start,
  ]);
  let eta = etas(at);
  let height = heightOf(at, eta);
  for (let round = 0; round < 60; round += 1) {
    const gradient = new Float64Array(columns + 1);
    rows.forEach((row, index) => {
      const p = share(eta[index] as number);
      const r = (weight[row] as number) * ((hits[row] as number) - (trials[row] as number) * p);
      const base = row * columns;
      for (let a = 0; a < columns; a += 1)
        gradient[a] = (gradient[a] as number) + r * (x[base + a] as number);
      gradient[columns] = (gradient[columns] as number) + r;
    });
    for (let a = 0; a < columns; a += 1) gradient[a] = (gradient[a] as number) - penalty * (at[a] as number);
    const step = solve(lower, gradient);
    let promise = 0;
    for (let a = 0; a <= columns; a += 1) promise += (step[a] as number) * (gradient[a] as number);
    if (promise < 1e-7) break;
    let size = 1;
    for (; size > 1e-4; size /= 2) {
      const next = at.map((value, a) => value + size * (step[a] as number));
      const nextEta = etas(next);
      const nextHeight = heightOf(next, nextEta);
      if (nextHeight > height) {
        at = next;
        eta = nextEta;
        height = nextHeight;
        break;
      }
    }
    if (size <= 1e-4) break;
  }
  return { intercept: at[columns] as number, slopes: [...at.subarray(0, columns)] };
}

export function linearAt({ intercept, slopes }: Linear, { columns, x }: Design, row: number): number {
  let eta = intercept;
  for (let a = 0; a < columns; a += 1) eta += (slopes[a] as number) * (x[row * columns + a] as number);
  return eta;
}
