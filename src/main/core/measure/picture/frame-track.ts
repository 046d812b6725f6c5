import { Floats } from '../../math/grow.ts';
import { type Bars, barsOf } from './bars.ts';
import { frameNumbers } from './frame-numbers.ts';
import { KeptFrames } from './kept-frames.ts';

/** What is known of the sampled frames: numbers of all of them, pixels of a few. */
export class FrameTrack {
  readonly times = new Floats();
  readonly brightness = new Floats();
  readonly contrast = new Floats();
  readonly saturation = new Floats();
  readonly colourfulness = new Floats();
  /** Of the frames that are not black altogether. */
  readonly bars: Bars[] = [];
  readonly kept = new KeptFrames();

  get length(): number {
    return this.times.length;
  }

  push(t: number, width: number, height: number, rgb: Uint8Array): void {
    const numbers = frameNumbers(rgb);
    this.times.push(t);
    this.brightness.push(numbers.brightness);
    this.contrast.push(numbers.contrast);
    this.saturation.push(numbers.saturation);
    this.colourfulness.push(numbers.colourfulness);
    const bars = barsOf(width, height, rgb);
    if (bars) this.bars.push(bars);
    this.kept.push({ t, width, height, rgb });
  }
}
