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
 * rest of the library. It is counted by where it would stand on the scale of its like, which `scaleOf` tells, and the more
 * it has given itself by its place among these.
 */
export function onOneScale<Placed extends Normalised & { readonly score: number }>(
  panel: readonly Placed[],
  scaleOf: (one: Placed) => readonly number[],
): readonly Placed[] {
  const scales = panel.map((one) => (one.percentile === null ? scaleOf(one) : null));
  const isFirstRun = panel.every(({ percentile }) => percentile === null);
  if (isFirstRun || scales.some((scale) => scale !== null && scale.length < minPast))
    return panel.map(asGiven);
  return panel.map((one, at) => {
    const scale = scales[at];
    if (!scale) return one;
    const there = normalise(one.score, scale).value;
    const own = one.n / minPast;
    const value = (1 - own) * there + own * (one.place ?? there);
    return { ...one, value, basis: `${one.n} of ${minPast} earlier scores, so by those of others too` };
  });
}

const asGiven = <Placed extends Normalised & { readonly score: number }>(one: Placed): Placed =>
  one.percentile === null
    ? one
    : { ...one, value: one.score, percentile: null, basis: 'own score, until each can be placed' };
