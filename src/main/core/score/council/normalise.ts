/** A judge needs this many earlier scores before its own scale is known (`scoring.md` 5.4). */
export const minPast = 30;

export interface Normalised {
  /** What is counted, 0–100. */
  readonly value: number;
  /** Null while there are too few earlier scores. */
  readonly percentile: number | null;
  readonly basis: string;
}

/**
 * Judges use their scales differently, so a score is read as its place among the same judge's own earlier ones: the
 * share below, equal ones by half. Until there are enough the score itself is counted, and said so.
 */
export function normalise(score: number, past: readonly number[]): Normalised {
  if (past.length < minPast) {
    return { value: score, percentile: null, basis: `own score; ${past.length} of ${minPast} earlier ones` };
  }
  let below = 0;
  for (const earlier of past) below += earlier < score ? 1 : earlier === score ? 0.5 : 0;
  const percentile = (100 * below) / past.length;
  return { value: percentile, percentile, basis: `percentile of ${past.length} earlier scores` };
}
