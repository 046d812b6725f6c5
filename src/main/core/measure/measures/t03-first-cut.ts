import { round4 } from '../../math/round.ts';
import { found, type Measure, notApplicable, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';
import { HOOK_SECONDS } from '../signals.ts';

/** A cut that comes so late counts as little as any; a shorter clip of one shot is over before that can be said of it. */
const LATE_S = 10;

/** T03: time of the first hard cut in seconds, null without one; not applicable to a clip under 10 s of one shot. */
export const firstCut: Measure<number | null> = {
  id: 'T03',
  name: 'First cut',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ cuts, durationS, facts }) => {
    const first = cuts[0];
    // After the hook the cut itself was not decoded in this mode.
    if (facts.media.mode === 'key_frames' && (!first || first.t1 >= HOOK_SECONDS)) {
      return unavailable(KEY_FRAMES_ONLY);
    }
    if (first) return found(round4(first.t1), [first]);
    return durationS < LATE_S ? notApplicable('The clip is short and has no cut.') : found(null);
  },
};
