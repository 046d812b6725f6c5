import { Floats } from '../../math/grow.ts';
import { LUMA_PIXELS, lumaDifference } from './luma-difference.ts';

/** Distance of the compared moments (`scoring.md` T06). */
export const MOTION_STEP_S = 0.1;

/**
 * Mean absolute luma difference / 255 between what is on screen at k * 0.1 s and 0.1 s earlier. "On screen" makes it
 * independent of the frame rate: between two frames of a slide show nothing moves.
 */
export class MotionTrack {
  /** One value per step; the first compares the pictures at 0 and at 0.1 s. */
  readonly values = new Floats();
  readonly #atGrid = new Uint8Array(LUMA_PIXELS);
  readonly #shown = new Uint8Array(LUMA_PIXELS);
  #started = false;
  /** Number of grid points whose picture is known. */
  #points = 0;
  #fresh = false;

  push(t: number, planes: Uint8Array): void {
    this.#advance(t);
    this.#shown.set(planes.subarray(0, LUMA_PIXELS));
    this.#started = true;
    this.#fresh = true;
  }

  finish(durationS: number): void {
    this.#advance(durationS);
  }

  /** Settles every grid point before `t`: what is on screen there has been decoded. */
  #advance(t: number): void {
    if (!this.#started) return;
    while (this.#points * MOTION_STEP_S < t - 1e-6) {
      if (this.#points > 0)
        this.values.push(this.#fresh ? lumaDifference(this.#atGrid, this.#shown) / 255 : 0);
      if (this.#fresh) this.#atGrid.set(this.#shown);
      this.#fresh = false;
      this.#points++;
    }
  }
}
