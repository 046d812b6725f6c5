import { round4 } from '../../math/round.ts';
import { found, type Measure, unavailable } from '../measure.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';
import { totalS } from '../spans.ts';

/** END of `scoring.md` 0: the last 3 s, but no more than a fifth of the clip. An end card stands still on purpose. */
function endStartS(durationS: number): number {
  return durationS - Math.min(3, 0.2 * durationS);
}

/**
 * M08: seconds in which the picture stands still for at least 0.5 s (mean absolute luma difference under 0.001 to where
 * the stretch started, as freezedetect at -60 dB), END left out. One picture shown long counts: a slide show stands still.
 */
export const frozen: Measure<number> = {
  id: 'M08',
  name: 'Frozen',
  unit: 's',
  window: 'all',
  needs: 'time',
  measure: ({ facts, holds, durationS }) => {
    if (facts.media.mode === 'key_frames') return unavailable(KEY_FRAMES_ONLY);
    const end = endStartS(durationS);
    const spans = holds.filter(({ t0 }) => t0 < end).map(({ t0, t1 }) => ({ t0, t1: Math.min(t1, end) }));
    return found(round4(totalS(spans)), spans);
  },
};
