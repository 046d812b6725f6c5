/**
 * The interpolator of BS.1770-4 annex 2: 4 phases of 12 taps. The other two phases are these two reversed.
 */
const PHASE_0 = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
  0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
] as const;
const PHASE_1 = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
] as const;
const TAPS = 12;

/** No phase can raise the largest sample by more than the sum of its absolute taps. */
const LARGEST_GAIN = [PHASE_0, PHASE_1].reduce(
  (most, taps) =>
    Math.max(
      most,
      taps.reduce((sum: number, tap) => sum + Math.abs(tap), 0),
    ),
  0,
);

/** Samples looked at together: short enough that quiet stretches are skipped, long enough to be worth the test. */
const CHUNK = 32;

/** Largest absolute value of the four times oversampled signal, over all channels; 1 is full scale. */
export class TruePeak {
  peak = 0;
  readonly #channels: number;
  readonly #lines: Float64Array[];

  constructor(channels: number) {
    this.#channels = channels;
    this.#lines = Array.from({ length: channels }, () => new Float64Array(TAPS - 1));
  }

  push(samples: Float32Array): void {
    const frames = Math.floor(samples.length / this.#channels);
    for (let c = 0; c < this.#channels; c++) {
      const before = this.#lines[c] as Float64Array;
      const line = new Float64Array(TAPS - 1 + frames);
      line.set(before);
      for (let i = 0, s = c; i < frames; i++, s += this.#channels) line[TAPS - 1 + i] = samples[s] as number;
      this.#scan(line, frames);
      this.#lines[c] = line.slice(line.length - (TAPS - 1));
    }
  }

  /** The last few samples have not yet passed the middle of the filter. */
  finish(): number {
    this.push(new Float32Array((TAPS / 2) * this.#channels));
    return this.peak;
  }

  #scan(line: Float64Array, frames: number): void {
    for (let from = 0; from < frames; from += CHUNK) {
      const to = Math.min(frames, from + CHUNK);
      let largest = 0;
      for (let i = from; i < to + TAPS - 1; i++) {
        const size = Math.abs(line[i] as number);
        if (size > largest) largest = size;
      }
      if (largest > this.peak) this.peak = largest;
      // Exact, not a shortcut: in this chunk no interpolated value can exceed the peak already found.
      if (largest * LARGEST_GAIN <= this.peak) continue;
      for (let i = from; i < to; i++) this.#interpolate(line, i);
    }
  }

  #interpolate(line: Float64Array, at: number): void {
    let p0 = 0;
    let p1 = 0;
    let p2 = 0;
    let p3 = 0;
    for (let k = 0; k < TAPS; k++) {
      const forward = line[at + k] as number;
      const backward = line[at + TAPS - 1 - k] as number;
      const a = PHASE_0[k] as number;
      const b = PHASE_1[k] as number;
      p0 += a * forward;
      p1 += b * forward;
      p2 += b * backward;
      p3 += a * backward;
    }
    this.peak = Math.max(this.peak, Math.abs(p0), Math.abs(p1), Math.abs(p2), Math.abs(p3));
  }
}
