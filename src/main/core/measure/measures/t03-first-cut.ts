import { round4 } from '../../math/round.ts';
import { found, type Measure, notApplicable, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';

/** T03: time of the first hard cut in seconds; not applicable to a clip of one shot. */
export const firstCut: Measure<number> = {
  id: 'T03',
  name: 'First cut',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ cuts, facts }) => {
    if (facts.media.mode === 'key_frames') return unavailable(KEY_FRAMES_ONLY);
    const first = cuts[0];
    return first ? found(round4(first.t1), [first]) : notApplicable('The clip has no cut.');
  },
};
