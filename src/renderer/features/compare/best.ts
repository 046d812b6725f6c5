import type { ScoreComparison } from '../../../contract/index.ts';

type Pair = ScoreComparison['pairs'][number];

const none: ReadonlySet<number> = new Set();

/**
 * The ads whose cells stand out in a row: they have the most points there, and each is settled as better than every ad
 * that has fewer. A single check has no interval of its own, so only the overall order tells whether its lead counts.
 */
export const bestOf = (values: readonly (number | null)[], overall: ScoreComparison): ReadonlySet<number> => {
  const most = Math.max(...values.filter((value) => value !== null));
  const first = values.flatMap((value, at) => (value === most ? [at] : []));
  const fewer = values.flatMap((value, at) => (value !== null && value < most ? [at] : []));
  const settled = first.every((one) =>
    fewer.every((other) => overall.pairs.some((pair) => wins(pair, one, other))),
  );
  return fewer.length > 0 && settled ? new Set(first) : none;
};

const wins = ({ first, second, verdict }: Pair, one: number, other: number): boolean =>
  (first === one && second === other && verdict === 'first_better') ||
  (second === one && first === other && verdict === 'second_better');
