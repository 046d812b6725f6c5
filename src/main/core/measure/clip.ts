import type { Cut } from './cuts/cut.ts';
import type { FrameTrack } from './picture/frame-track.ts';
import type { TickTrack } from './picture/tick-track.ts';
import type { ClipEnd, ClipFacts } from './signals.ts';

/** Everything the measures may ask about one ad, gathered in a single pass over its frames and its sound. */
export interface Clip {
  readonly facts: ClipFacts;
  readonly end: ClipEnd;
  /** 0 for a still. */
  readonly durationS: number;
  readonly ticks: TickTrack;
  readonly frames: FrameTrack;
  readonly cuts: readonly Cut[];
}
