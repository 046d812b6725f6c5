import {
  adLetter,
  type Comparison,
  type Difference,
  type ScoreComparison,
  startName,
} from '../../../contract/index.ts';

type Sentence = Comparison['summary'][number];
type Pair = ScoreComparison['pairs'][number];

/** How many differences explain a lead. */
const NAMED = 3;

/** The order of the ads in sentences: who is ahead and by what, then which order is not settled, and why. */
export function summarise(
  overall: ScoreComparison,
  differences: readonly Difference[],
  start: Comparison['start'],
): Comparison['summary'] {
  const parts = [
    { name: startName, points: start },
    ...differences.map(({ name, cells }) => ({ name, points: cells.map(({ points }) => points) })),
  ];
  const settled = overall.pairs.filter(isSettled).map((pair) => lead(overall, pair, parts));
  const open = overall.pairs.filter((pair) => !isSettled(pair)).map((pair) => unsettled(overall, pair));
  return [...settled, ...open];
}

const isSettled = ({ verdict }: Pair): boolean => verdict === 'first_better' || verdict === 'second_better';

/** What an ad gets for this, in the order of the ads. */
interface Part {
  readonly name: string;
  readonly points: readonly (number | null)[];
}

function lead(overall: ScoreComparison, pair: Pair, parts: readonly Part[]): Sentence {
  const [ahead, behind] =
    pair.verdict === 'first_better' ? [pair.first, pair.second] : [pair.second, pair.first];
  const by = Math.abs(pair.difference ?? 0).toFixed(1);
  const why = parts
    .map(({ name, points }) => ({ name, points: (points[ahead] ?? 0) - (points[behind] ?? 0) }))
    .filter(({ points }) => points >= 0.1)
    .sort((a, b) => b.points - a.points)
    .slice(0, NAMED)
    .map(({ name, points }) => `${name} (${points.toFixed(1)})`);
  const largest = why.length > 0 ? ` The largest parts: ${why.join(', ')}.` : '';
  return {
    text: `${adLetter(ahead)} is ahead of ${adLetter(behind)} by ${by} points: their intervals, ${ranges(overall, ahead, behind)}, do not meet.${largest}`,
    settled: true,
  };
}

function unsettled(overall: ScoreComparison, { first, second, verdict, difference }: Pair): Sentence {
  const pair = `${adLetter(first)} and ${adLetter(second)}`;
  if (verdict === 'not_enough')
    return { text: `${pair}: too little was measured to compare their scores.`, settled: false };
  if (verdict === 'no_interval')
    return { text: `${pair}: a score without an interval settles no order.`, settled: false };
  return {
    text: `${pair} overlap, ${ranges(overall, first, second)}: their order is not settled (${Math.abs(difference ?? 0).toFixed(1)} points apart).`,
    settled: false,
  };
}

const ranges = ({ intervals }: ScoreComparison, a: number, b: number): string =>
  [a, b].map((at) => intervals[at]?.map((bound) => bound.toFixed(1)).join('–')).join(' and ');
