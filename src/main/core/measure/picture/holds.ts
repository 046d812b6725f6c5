import type { Span } from '../measure.ts';
import { LUMA_PIXELS, lumaDifference } from './luma-difference.ts';

/** ffmpeg freezedetect's -60 dB: a mean difference of one thousandth of full scale. */
const STILL_BELOW = 0.001 * 255;
/** Shorter holds are lost frames or a low frame rate, not a frozen picture (`scoring.md` M08). */
export const SHORTEST_HOLD_S = 0.5;

/**
 * Stretches in which the picture stays what it was at their start. Compared with the first frame of the stretch, as
 * freezedetect does, so that a slow zoom is not a freeze although neighbouring frames hardly differ. A frame is on
 * screen until the next one comes: one frame a second is a second of standing picture.
 */
export class HoldTrack {
  readonly #reference = new Uint8Array(LUMA_PIXELS);
  #since = Number.NaN;
  readonly #spans: Span[] = [];

  push(t: number, planes: Uint8Array): void {
    if (!Number.isNaN(this.#since) && lumaDifference(this.#reference, planes) < STILL_BELOW) return;
    this.#close(t);
    this.#reference.set(planes.subarray(0, LUMA_PIXELS));
    this.#since = t;
  }

  /** Spans of at least `SHORTEST_HOLD_S`. */
  finish(durationS: number): readonly Span[] {
    this.#close(durationS);
    this.#since = Number.NaN;
    return this.#spans;
  }

  #close(t: number): void {
    if (t - this.#since >= SHORTEST_HOLD_S - 1e-9) this.#spans.push({ t0: this.#since, t1: t });
  }
}
