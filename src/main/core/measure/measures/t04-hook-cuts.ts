import { found, type Measure, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';
import { HOOK_SECONDS } from '../signals.ts';

/** T04: number of hard cuts in the hook, [0, 3) s. */
export const hookCuts: Measure<number> = {
  id: 'T04',
  name: 'Cuts in the hook',
  unit: 'count',
  window: 'hook',
  needs: 'time',
  measure: ({ cuts, facts }) => {
    if (facts.media.mode === 'key_frames') return unavailable(KEY_FRAMES_ONLY);
    const inHook = cuts.filter((cut) => cut.t1 < HOOK_SECONDS);
    return found(inHook.length, inHook);
  },
};
