import type { Curves } from '../../../contract/index.ts';
import type { Floats } from '../math/grow.ts';
import { round4 } from '../math/round.ts';
import type { Clip } from './clip.ts';
import { holdsCut } from './measures/t06-motion.ts';
import { MOTION_STEP_S } from './picture/motion.ts';
import { STEP_S } from './sound/k-weighting.ts';
import { ABSOLUTE_GATE, toLufs } from './sound/loudness.ts';

/** As many steps as a time line has room for, and no more to store for an hour than for a minute. */
const MOST_STEPS = 240;

/** What T06 and A01 are made of, over time; not part of the features and of no weight in the score. Null for a still. */
export function curvesOf(clip: Clip): Curves | null {
  if (clip.durationS === 0) return null;
  // Whole tenths, since both are gathered in tenths.
  const tenths = Math.max(1, Math.ceil(clip.durationS / STEP_S / MOST_STEPS - 1e-9));
  const unseen = clip.facts.media.mode === 'key_frames' || clip.motion.length === 0;
  return {
    step_s: round4(tenths * STEP_S),
    motion: unseen ? null : means(clip.motion, tenths, beside(clip.cuts)).map(motionOf),
    loudness: clip.sound ? means(clip.sound.weighting.energies, tenths, () => true).map(loudnessOf) : null,
  };
}

const beside =
  (cuts: Clip['cuts']) =>
  (step: number): boolean =>
    !holdsCut(cuts, step * MOTION_STEP_S, (step + 1) * MOTION_STEP_S);

const motionOf = (value: number | null): number | null => (value === null ? null : round4(value));

const loudnessOf = (energy: number | null): number | null => {
  const lufs = energy === null || energy <= 0 ? ABSOLUTE_GATE : toLufs(energy);
  return lufs <= ABSOLUTE_GATE ? null : Math.round(lufs * 10) / 10;
};

/** The mean of each run of `size` values that count; null where none does. */
function means(values: Floats, size: number, counts: (index: number) => boolean): (number | null)[] {
  return Array.from({ length: Math.min(MOST_STEPS, Math.ceil(values.length / size)) }, (_, step) => {
    let sum = 0;
    let n = 0;
    for (let i = step * size; i < Math.min(values.length, (step + 1) * size); i++) {
      if (!counts(i)) continue;
      sum += values.at(i);
      n++;
    }
    return n === 0 ? null : sum / n;
  });
}
