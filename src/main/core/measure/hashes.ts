import { round4 } from '../math/round.ts';
import type { Frame } from './picture/kept-frames.ts';
import { pdq } from './picture/pdq.ts';
import type { FrameHash } from './signals.ts';

/** One hash per chosen frame: one a second and one per shot, at most 24 (`kept-frames.ts`). */
export function hashFrames(frames: readonly Frame[]): FrameHash[] {
  return frames.map((frame) => ({ t: round4(frame.t), ...pdq(frame) }));
}
