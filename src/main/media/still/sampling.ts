import {
  BODY_SAMPLES_PER_SECOND,
  HOOK_SAMPLES_PER_SECOND,
  HOOK_SECONDS,
} from '../../core/measure/signals.ts';

/** Whether the frame at `t` is a sample, given the one before: the same rule as ffmpeg's in `video/filters.ts`. */
export function isSampled(t: number, previousS: number | null): boolean {
  if (previousS === null) return true;
  const rate = t < HOOK_SECONDS ? HOOK_SAMPLES_PER_SECOND : BODY_SAMPLES_PER_SECOND;
  return Math.floor(t * rate + 0.001) > Math.floor(previousS * rate + 0.001);
}
