import type { Member } from '../../../../contract/index.ts';

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

interface Seated extends Normalised {
  readonly member: Member;
  /** As it was given, 0–100. */
  readonly score: number;
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
 * it has given itself by its place among these. Without a scale of its like it begins in the middle of the others: to
 * count them all as given for it would set the ads that it votes on apart from the rest. The engine alone is no middle:
 * until a judge can be placed, all that they say would be counted as the engine's word.
 */
export function onOneScale<Placed extends Seated>(
  panel: readonly Placed[],
  scaleOf: (one: Placed) => readonly number[],
): readonly Placed[] {
  if (panel.every(({ percentile }) => percentile === null)) return panel;
  const places = panel.map((one) => one.percentile ?? normalise(one.score, scaleOf(one)).percentile);
  if (panel.every(({ member }, at) => member === 'engine' || places[at] === null)) return panel.map(asGiven);
  const known = places.filter((place) => place !== null);
  const middle = known.reduce((sum, place) => sum + place, 0) / known.length;
  return panel.map((one, at) => {
    if (one.percentile !== null) return one;
    const there = places[at] ?? middle;
    const own = one.n / minPast;
    const value = (1 - own) * there + own * (one.place ?? there);
    return { ...one, value, basis: `${one.n} of ${minPast} earlier scores, so by those of others too` };
  });
}

/** Its percentile stays told; it is only not counted. */
export const asGiven = <Placed extends Seated>(one: Placed): Placed =>
  one.percentile === null ? one : { ...one, value: one.score, basis: 'own score, as no scale is shared' };
