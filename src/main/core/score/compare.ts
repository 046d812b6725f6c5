import type {
  Ad,
  ComparedCell,
  Comparison,
  Difference,
  ScoreComparison,
  Verdict,
} from '../../../contract/index.ts';
import { SubName } from '../../../contract/index.ts';
import { summarise } from './compare-summary.ts';

/**
 * Two to four ads beside each other.
 *
 *   better     only when the whole 80 % interval of one lies above the other's: then the interval of the difference,
 *              [low1 - high2, high1 - low2], excludes 0 however the two errors hang together. The errors of two ads come
 *              from the same thresholds and weights (`interval.ts`), so no independence is assumed that would make it
 *              narrower. Intervals that touch are too close to call.
 *   sub-score  has no interval of its own, so none is ever called better
 *   points     start + sum of points = overall, for each ad (`engine.ts`); so
 *              overall_i - overall_j = (start_i - start_j) + sum over checks of (points_i - points_j), in tenths, exactly
 *
 * The start differs where other checks apply (a still has no pacing) or could be measured.
 */
export function compareAds(ads: readonly Ad[]): Comparison {
  const rows = rowsOf(ads);
  const differences = rows.filter(differs).sort(bySpread);
  const start = ads.map(startOf);
  const scores = (['overall', ...SubName.options] as const).map((what) => compareScore(what, ads));
  return {
    ads: ads.map(({ id, path, kind, media }) => ({ id, path, kind, duration_s: media.duration_s })),
    scores,
    start,
    differences,
    same: rows.length - differences.length,
    summary: scores.slice(0, 1).flatMap((overall) => summarise(overall, differences, start)),
  };
}

const inTenths = (value: number): number => Math.round(value * 10);
const ofTenths = (tenths: number): number => tenths / 10 + 0;
const sumOf = (values: readonly number[]): number =>
  ofTenths(values.reduce((sum, value) => sum + inTenths(value), 0));

function startOf({ score: { overall, reasons } }: Ad): number | null {
  if (overall === null) return null;
  return ofTenths(inTenths(overall) - inTenths(sumOf(reasons.map(({ points }) => points))));
}

function compareScore(what: ScoreComparison['what'], ads: readonly Ad[]): ScoreComparison {
  const values = ads.map(({ score }) => (what === 'overall' ? score.overall : score.sub[what]));
  const intervals = ads.map(({ score }) => (what === 'overall' ? score.interval80 : null));
  const best = Math.max(...values.filter((value) => value !== null));
  const pairs = ads.flatMap((_, first) =>
    ads.slice(first + 1).map((_, at) => {
      const second = first + 1 + at;
      const [a, b] = [values[first] ?? null, values[second] ?? null];
      return {
        first,
        second,
        difference: a === null || b === null ? null : ofTenths(inTenths(a) - inTenths(b)),
        verdict:
          a === null || b === null
            ? ('not_enough' as const)
            : verdictOf(intervals[first] ?? null, intervals[second] ?? null),
      };
    }),
  );
  return {
    what,
    values,
    intervals,
    behind: values.map((value) => (value === null ? null : ofTenths(inTenths(best) - inTenths(value)))),
    winner: winnerOf(ads.length, pairs),
    pairs,
  };
}

type Interval = Ad['score']['interval80'];

function verdictOf(first: Interval, second: Interval): Verdict {
  if (!first || !second) return 'no_interval';
  if (first[0] > second[1]) return 'first_better';
  if (second[0] > first[1]) return 'second_better';
  return 'too_close';
}

/** Better than each other ad that has such a score, and there is at least one. */
function winnerOf(count: number, pairs: ScoreComparison['pairs']): number | null {
  for (let ad = 0; ad < count; ad += 1) {
    const against = pairs.filter(
      ({ first, second, verdict }) => verdict !== 'not_enough' && (first === ad || second === ad),
    );
    const wins = against.filter(
      ({ first, verdict }) => verdict === (first === ad ? 'first_better' : 'second_better'),
    );
    if (against.length > 0 && wins.length === against.length) return ad;
  }
  return null;
}

function rowsOf(ads: readonly Ad[]): Difference[] {
  const keys = new Set(
    ads.flatMap((ad) => [...Object.keys(ad.features), ...ad.score.reasons.map(({ feature }) => feature)]),
  );
  return [...keys].map((feature) => {
    const cells = ads.map((ad) => cellOf(ad, feature));
    const points = cells.flatMap((cell) => (cell.points === null ? [] : [inTenths(cell.points)]));
    const known = ads.flatMap((ad) => ad.features[feature] ?? []);
    return {
      feature,
      name: known.map(({ name }) => name).sort()[0] ?? feature,
      unit: known.map(({ unit }) => unit).sort()[0] ?? '',
      spread: points.length > 1 ? ofTenths(Math.max(...points) - Math.min(...points)) : 0,
      cells,
    };
  });
}

function cellOf({ features, score }: Ad, id: string): ComparedCell {
  const found = features[id];
  const reasons = score.reasons.filter(({ feature }) => feature === id);
  return {
    value: found?.value ?? null,
    status: found?.status ?? 'not_applicable',
    reason: found ? found.reason : 'This check was not made on this ad.',
    evidence: found?.evidence ?? [],
    points: score.overall === null ? null : sumOf(reasons.map(({ points }) => points)),
    reasons,
  };
}

/** Where it can be seen is not a difference by itself: only what it is, and what it does. */
const differs = ({ cells }: Difference): boolean =>
  new Set(
    cells.map(({ value, status, points, reasons }) =>
      JSON.stringify([value, status, points, reasons.map(({ text }) => text)]),
    ),
  ).size > 1;

const bySpread = (a: Difference, b: Difference): number =>
  b.spread - a.spread || (a.feature < b.feature ? -1 : 1);
