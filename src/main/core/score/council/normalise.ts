/** A judge needs this many earlier scores before its own scale is known (`scoring.md` 5.4). */
export const minPast = 30;

export interface Normalised {
  /** What is counted, 0–100. */
  readonly value: number;
  /** Null while there are too few earlier scores. */
  readonly percentile: number | null;
  /** The place among however few there are; null where there is none. */
  readonly place: number | null;
  /** Earlier scores. */
  readonly n: number;
  readonly basis: string;
}

/**
 * Judges use their scales differently, so a score is read as its place among the same judge's own earlier ones: the
 * share below, equal ones by half. Until there are enough the score itself is counted, and said so.
 */
export function normalise(score: number, past: readonly number[]): Normalised {
  const n = past.length;
  let below = 0;
  for (const earlier of past) below += earlier < score ? 1 : earlier === score ? 0.5 : 0;
  const place = n === 0 ? null : (100 * below) / n;
  if (place === null || n < minPast)
    return { value: score, percentile: null, place, n, basis: `own score; ${n} of ${minPast} earlier ones` };
  return { value: place, percentile: place, place, n, basis: `percentile of ${n} earlier scores` };
}

/**
 * Brings a panel on one scale. Where nobody's own is known yet, scores are counted as they were given. Where some are,
 * a newcomer's score would stand among places: another model that is lenient lifted every ad that it judged above the
 * rest of the library. It is counted by its place among the few that it has given, drawn to the mean of those who are
 * known, wholly at first and no more once it has `minPast`.
 */
export function onOneScale<Placed extends Normalised>(panel: readonly Placed[]): readonly Placed[] {
  const known = panel.flatMap(({ percentile }) => percentile ?? []);
  if (known.length === 0) return panel;
  const middle = known.reduce((sum, one) => sum + one, 0) / known.length;
  return panel.map((one) => {
    if (one.percentile !== null) return one;
    const own = one.n / minPast;
    const value = (1 - own) * middle + own * (one.place ?? middle);
    return { ...one, value, basis: `${one.n} of ${minPast} earlier scores, so drawn to the others` };
  });
}
