import { round4 } from '../../math/round.ts';
import { found, type Measure, notApplicable, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';

export type CutRate = { per_second: number; average_shot_s: number };

/** A film without a cut is one shot however calm it is: below this its length would pass for its pace. */
const SHORTEST_SHOT_S = 4;

/** T02: hard cuts / duration, and the average shot length duration / (cuts + 1) (Salt). */
export const cutRate: Measure<CutRate> = {
  id: 'T02',
  name: 'Cuts per second',
  unit: '1/s',
  window: 'all',
  needs: 'time',
  measure: ({ cuts, durationS, facts }) => {
    if (facts.media.mode === 'key_frames') return unavailable(KEY_FRAMES_ONLY);
    if (durationS <= 0) return unavailable('The clip has no length.');
    if (cuts.length === 0 && durationS < SHORTEST_SHOT_S)
      return notApplicable(`One shot of less than ${SHORTEST_SHOT_S} s has no pace.`);
    return found({
      per_second: round4(cuts.length / durationS),
      average_shot_s: round4(durationS / (cuts.length + 1)),
    });
  },
};
