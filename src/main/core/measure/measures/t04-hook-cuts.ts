import { found, type Measure } from '../measure.ts';
import { HOOK_SECONDS } from '../signals.ts';

/** T04: number of hard cuts in the hook, [0, 3) s, which is decoded in full in every mode. */
export const hookCuts: Measure<number> = {
  id: 'T04',
  name: 'Cuts in the hook',
  unit: 'count',
  window: 'hook',
  needs: 'time',
  measure: ({ cuts }) => {
    const inHook = cuts.filter((cut) => cut.t1 < HOOK_SECONDS);
    return found(inHook.length, inHook);
  },
};
