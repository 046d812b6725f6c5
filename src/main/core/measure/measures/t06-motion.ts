import { quantile } from '../../math/quantile.ts';
import { round4 } from '../../math/round.ts';
import type { Cut } from '../cuts/cut.ts';
import { found, type Measure, unavailable } from '../measure.ts';
import { MOTION_STEP_S } from '../picture/motion.ts';
import { KEY_FRAMES_ONLY } from '../picture/sampling.ts';
import { HOOK_SECONDS } from '../signals.ts';

/** `hook` is null when nothing of the hook is left beside cuts. */
export type Motion = { mean: number; hook: number | null; p95: number };

/**
 * T06: motion energy, mean absolute luma difference / 255 between pictures 0.1 s apart, intervals with a cut left out:
 * mean, mean of the hook and 95th percentile.
 */
export const motion: Measure<Motion> = {
  id: 'T06',
  name: 'Motion energy',
  unit: 'fraction',
  window: 'all',
  needs: 'time',
  measure: ({ facts, motion, cuts }) => {
    if (facts.media.mode === 'key_frames') return unavailable(KEY_FRAMES_ONLY);
    const all: number[] = [];
    const hook: number[] = [];
    const last = { value: -1, t: 0 };
    for (let i = 0; i < motion.length; i++) {
      const t0 = i * MOTION_STEP_S;
      if (holdsCut(cuts, t0, t0 + MOTION_STEP_S)) continue;
      const value = motion.at(i);
      all.push(value);
      if (t0 < HOOK_SECONDS - 1e-9) hook.push(value);
      if (value > last.value) {
        last.value = value;
        last.t = t0;
      }
    }
    if (all.length === 0) return unavailable('The clip is too short, or cut too fast, to see motion.');
    return found(
      {
        mean: round4(meanOf(all)),
        hook: hook.length > 0 ? round4(meanOf(hook)) : null,
        p95: round4(quantile(all, 0.95)),
      },
      [{ t0: last.t, t1: last.t + MOTION_STEP_S }],
    );
  },
};

/** A cut shows between two grid points when its first new frame came after the first and not after the second. */
export function holdsCut(cuts: readonly Cut[], t0: number, t1: number): boolean {
  return cuts.some((cut) => cut.t1 > t0 + 1e-6 && cut.t1 <= t1 + 1e-6);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
