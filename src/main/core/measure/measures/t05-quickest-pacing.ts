import { found, type Measure, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';

const WINDOW_S = 5;

/**
 * T05: most shots that overlap any 5 s of the clip. A true sliding window: the count can only rise where a window starts
 * just before the end of a shot or at 0, so those are tried; the reference loop of ABCD resets and skips its last window.
 */
export const quickestPacing: Measure<number> = {
  id: 'T05',
  name: 'Most shots in 5 s',
  unit: 'count',
  window: 'all',
  needs: 'time',
  measure: ({ cuts, durationS, facts }) => {
    if (facts.media.mode === 'key_frames') return unavailable(KEY_FRAMES_ONLY);
    // A window overlaps one shot more than it holds cuts; the fullest one starts just before a cut.
    let most = 1;
    let at = 0;
    cuts.forEach((cut, i) => {
      const inside = cuts.slice(i).filter((later) => later.t1 - cut.t1 < WINDOW_S).length;
      if (inside + 1 > most) {
        most = inside + 1;
        at = cut.t0;
      }
    });
    return found(most, [{ t0: at, t1: Math.min(durationS, at + WINDOW_S) }]);
  },
};
