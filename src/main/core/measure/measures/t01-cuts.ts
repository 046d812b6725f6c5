import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';

/**
 * T01: times of the hard cuts in seconds: the first frame of each new shot. Fades and dissolves are T12's. How a cut is
 * told from motion and flashes: `cuts/README.md`. The evidence of a cut runs from the last frame before it to the first
 * one after it, which is wider than one frame where frames were skipped.
 */
export const cuts: Measure<number[]> = {
  id: 'T01',
  name: 'Cuts',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ cuts, facts }) =>
    facts.media.mode === 'key_frames'
      ? unavailable('Only key frames were decoded; cuts between them cannot be dated.')
      : found(
          cuts.map((cut) => round4(cut.t1)),
          cuts,
        ),
};
