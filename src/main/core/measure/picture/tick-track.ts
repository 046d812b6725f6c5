import { Floats } from '../../math/grow.ts';
import { TICK_HEIGHT, TICK_WIDTH } from '../signals.ts';

const PIXELS = TICK_WIDTH * TICK_HEIGHT;

/** ffmpeg blackdetect's `pix_th` 0.10 on full range: a pixel below it counts as black (`scoring.md` M07). */
const BLACK_BELOW = 0.1 * 255;

/** One number of each kind for every decoded frame: ten thousand frames cost less than one picture. */
export class TickTrack {
  readonly times = new Floats();
  /** Mean luma 0–255. */
  readonly mean = new Floats();
  /** Standard deviation of luma. */
  readonly spread = new Floats();
  /** Share of pixels that count as black, 0–1. */
  readonly black = new Floats();

  get length(): number {
    return this.times.length;
  }

  push(t: number, planes: Uint8Array): void {
    let sum = 0;
    let squares = 0;
    let black = 0;
    for (let i = 0; i < PIXELS; i++) {
      const y = planes[i] as number;
      sum += y;
      squares += y * y;
      if (y < BLACK_BELOW) black++;
    }
    const mean = sum / PIXELS;
    this.times.push(t);
    this.mean.push(mean);
    this.spread.push(Math.sqrt(Math.max(0, squares / PIXELS - mean * mean)));
    this.black.push(black / PIXELS);
  }

  /** A frame is seen until the next one comes; the last one until the end of the clip. */
  shownUntil(index: number, durationS: number): number {
    return index + 1 < this.length ? this.times.at(index + 1) : Math.max(durationS, this.times.at(index));
  }
}
