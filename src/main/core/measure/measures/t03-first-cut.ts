import { round4 } from '../../math/round.ts';
import { found, type Measure, notApplicable, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';
import { HOOK_SECONDS } from '../signals.ts';

/** T03: time of the first hard cut in seconds; not applicable to a clip of one shot. */
export const firstCut: Measure<number> = {
  id: 'T03',
  name: 'First cut',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ cuts, facts }) => {
    const first = cuts[0];
    // After the hook the cut itself was not decoded in this mode.
    if (facts.media.mode === 'key_frames' && (!first || first.t1 >= HOOK_SECONDS)) {
      return unavailable(KEY_FRAMES_ONLY);
    }
    return first ? found(round4(first.t1), [first]) : notApplicable('The clip has no cut.');
  },
};
