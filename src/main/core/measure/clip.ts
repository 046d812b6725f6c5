import type { Floats } from '../math/grow.ts';
import type { Cut } from './cuts/cut.ts';
import type { Fade } from './cuts/fade.ts';
import type { Span } from './measure.ts';
import type { FrameTrack } from './picture/frame-track.ts';
import type { Frame } from './picture/kept-frames.ts';
import type { TickTrack } from './picture/tick-track.ts';
import type { ClipEnd, ClipFacts } from './signals.ts';
import type { Sound } from './sound/sound-track.ts';

/** Everything the measures may ask about one ad, gathered in a single pass over its frames and its sound. */
export interface Clip {
  readonly facts: ClipFacts;
  readonly end: ClipEnd;
  /** 0 for a still. */
  readonly durationS: number;
  readonly ticks: TickTrack;
  /** Stretches of at least 0.5 s in which the picture stands still. */
  readonly holds: readonly Span[];
  /** Motion per tenth of a second (`picture/motion.ts`). */
  readonly motion: Floats;
  readonly frames: FrameTrack;
  /** The at most 24 frames that costly measures look at, in order of time. */
  readonly chosen: readonly Frame[];
  readonly cuts: readonly Cut[];
  readonly fades: readonly Fade[];
  /** Null when there is no track or nothing of it could be decoded. */
  readonly sound: Sound | null;
}
