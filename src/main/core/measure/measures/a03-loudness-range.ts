import { round4 } from '../../math/round.ts';
import { found, type Measure, type Span } from '../measure.ts';
import { HOOK_SECONDS } from '../signals.ts';
import { STEP_S } from '../sound/k-weighting.ts';
import { loudnessRange, slidingEnergies, toLufs } from '../sound/loudness.ts';
import { SILENT_BELOW_LUFS } from './a04-silence.ts';

/** `range` in LU, null under 3 s of sound or when all is silent; `hook_jump` in LU. */
export type LoudnessRange = { range: number | null; hook_jump: number | null };

const SHORT_TERM_STEPS = 30;
const MOMENTARY_STEPS = 4;

/**
 * A03: loudness range (EBU Tech 3342: 10th to 95th percentile of the gated short-term loudness) and the largest rise of
 * momentary loudness within 0.4 s in the hook. A short-term window is as long as the hook itself, so the jump is told
 * from momentary loudness; what is silent counts as -50 LUFS, so that a jump out of silence stays a number.
 */
export const loudnessRangeAndJump: Measure<LoudnessRange> = {
  id: 'A03',
  name: 'Loudness range and hook jump',
  unit: 'LU',
  window: 'all',
  needs: 'sound',
  measure: ({ sound }) => {
    const range = loudnessRange(slidingEnergies(sound.weighting.energies, SHORT_TERM_STEPS));
    const jump = hookJump(slidingEnergies(sound.weighting.energies, MOMENTARY_STEPS));
    return found(
      { range: range === null ? null : round4(range), hook_jump: jump === null ? null : round4(jump.rise) },
      jump && jump.rise > 0 ? [jump.span] : [],
    );
  },
};

function hookJump(momentary: Float64Array): { rise: number; span: Span } | null {
  const lastStart = Math.round(HOOK_SECONDS / STEP_S) - MOMENTARY_STEPS;
  let best: { rise: number; span: Span } | null = null;
  for (let i = MOMENTARY_STEPS; i < momentary.length && i <= lastStart; i++) {
    const before = Math.max(SILENT_BELOW_LUFS, toLufs(momentary[i - MOMENTARY_STEPS] as number));
    const after = Math.max(SILENT_BELOW_LUFS, toLufs(momentary[i] as number));
    const rise = Math.max(0, after - before);
    if (best === null || rise > best.rise) {
      best = { rise, span: { t0: i * STEP_S, t1: (i + MOMENTARY_STEPS) * STEP_S } };
    }
  }
  return best;
}
