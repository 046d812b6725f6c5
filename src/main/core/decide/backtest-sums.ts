import { wilson } from '../math/intervals.ts';
import { sum } from '../math/sum.ts';
import type { BacktestDay } from './backtest.ts';

/** Hits of so many, with the interval in which nine of ten true shares lie if each counts for itself. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly interval90: readonly [number, number] | null;
}

/** How well it foretold over all weeks together. */
export interface BacktestSums {
  /** Weeks of a budget whose revenue lay in the interval that half, eight, nine of ten should. */
  readonly inside: readonly { readonly expected: number; readonly seen: Share }[];
  /** Mean squared distance in foretold standard deviations: 1 where the intervals are as wide as they should be. */
  readonly scatter: number;
  /** Said better, and was; how often the engine itself expected to be right. */
  readonly better: Share & { readonly expected: number };
  readonly sure: Share & { readonly expected: number };
  /** Weeks in which what it would have raised returned more than what it would have cut. */
  readonly raised: Share;
  readonly movedShare: number;
}

const surelyFrom = 0.9;

/** Squares of a standard normal law below which so large a share of it lies. */
const squares = [
  { expected: 0.5, below: 0.4549 },
  { expected: 0.8, below: 1.6424 },
  { expected: 0.9, below: 2.7055 },
] as const;
const ninety = 1.645;

type Decided = Extract<BacktestDay, { readonly kind: 'decided' }>;

export function sumsOf(days: readonly Decided[]): BacktestSums {
  const surprises = days.flatMap(({ arms }) => arms.flatMap(({ surprise }) => surprise ?? []));
  const said = days.flatMap(({ arms }) =>
    arms.flatMap(({ pBetter, wasBetter }) =>
      pBetter === null || wasBetter === null
        ? []
        : [{ p: Math.max(pBetter, 1 - pBetter), right: pBetter > 0.5 === wasBetter }],
    ),
  );
  const raised = days.flatMap(({ raisedWasBetter }) => raisedWasBetter ?? []);
  const of = (some: typeof said) => ({
    ...shareOf(some.map(({ right }) => right)),
    expected: some.length === 0 ? 0 : sum(some.map(({ p }) => p)) / some.length,
  });
  return {
    inside: squares.map(({ expected, below }) => ({
      expected,
      seen: shareOf(surprises.map((surprise) => surprise < below)),
    })),
    scatter: sum(surprises) / surprises.length,
    better: of(said),
    sure: of(said.filter(({ p }) => p >= surelyFrom)),
    raised: shareOf(raised),
    movedShare: sum(days.map(({ movedShare }) => movedShare)) / days.length,
  };
}

function shareOf(hits: readonly boolean[]): Share {
  const right = hits.filter(Boolean).length;
  return {
    hits: right,
    of: hits.length,
    interval90: hits.length === 0 ? null : wilson(right, hits.length, ninety),
  };
}
