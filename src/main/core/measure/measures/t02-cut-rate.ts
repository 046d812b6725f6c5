import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';

export type CutRate = { per_second: number; average_shot_s: number };

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
    return found({
      per_second: round4(cuts.length / durationS),
      average_shot_s: round4(durationS / (cuts.length + 1)),
    });
  },
};
