import { MAX_VIDEO_HOURS } from '../limits.ts';
import type { ClipInfo } from './clip-info.ts';

/**
 * How long the film is seen: to the end of its last frame. The packets say when that is; where the last of them could
 * not be decoded, or their times cannot be true, the last decoded frame counts.
 */
export function lengthOf(
  info: ClipInfo,
  { ticks, lastTickS }: { readonly ticks: number; readonly lastTickS: number },
): { durationS: number; fps: number | null } {
  const { timeline } = info;
  const isFull = info.facts.media.mode === 'full';
  const { endS } = timeline;
  const usualFrameS = ticks > 1 ? lastTickS / (ticks - 1) : timeline.lastFrameDurationS;
  const reachedEnd = lastTickS >= timeline.lastFrameS - 2 * usualFrameS - 0.1;
  const isTrue = endS !== null && endS > 0 && endS < MAX_VIDEO_HOURS * 3600 && endS >= lastTickS;
  const durationS = isTrue && (reachedEnd || !isFull) ? endS : lastTickS + usualFrameS;
  const frames = isFull ? ticks : timeline.frames;
  return {
    durationS: Math.round(durationS * 1e6) / 1e6,
    fps: durationS > 0 && frames > 0 ? Math.round((frames / durationS) * 1e6) / 1e6 : null,
  };
}
