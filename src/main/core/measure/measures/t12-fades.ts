import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';

/**
 * T12: times of fades to or from black and white and of cross-dissolves in seconds: the darkest, brightest or most mixed
 * moment; their extents are the evidence. They are not in T01. What each is, T12K tells in the same order.
 */
export const fades: Measure<number[]> = {
  id: 'T12',
  name: 'Fades and dissolves',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ fades, facts }) =>
    facts.media.mode === 'key_frames'
      ? unavailable(KEY_FRAMES_ONLY)
      : found(
          fades.map((fade) => round4(fade.t)),
          fades,
        ),
};

/** T12K: `black`, `white` or `dissolve` for each time of T12. */
export const fadeKinds: Measure<string[]> = {
  id: 'T12K',
  name: 'Kinds of fades',
  unit: 'class',
  window: 'all',
  needs: 'time',
  measure: ({ fades, facts }) =>
    facts.media.mode === 'key_frames'
      ? unavailable(KEY_FRAMES_ONLY)
      : found(
          fades.map((fade) => fade.kind),
          fades,
        ),
};
