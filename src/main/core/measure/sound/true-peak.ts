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
const HALF = TAPS / 2;
const even = (taps: readonly number[]) =>
  Float64Array.from({ length: HALF }, (_, k) => (taps[k] as number) + (taps[TAPS - 1 - k] as number));
const odd = (taps: readonly number[]) =>
  Float64Array.from({ length: HALF }, (_, k) => (taps[k] as number) - (taps[TAPS - 1 - k] as number));
const EVEN_0 = even(PHASE_0);
const ODD_0 = odd(PHASE_0);
const EVEN_1 = even(PHASE_1);
const ODD_1 = odd(PHASE_1);

const sumOf = (taps: readonly number[]) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0);
const largest = (bound: (taps: readonly number[]) => number) => Math.max(bound(PHASE_0), bound(PHASE_1));

/** No phase can raise the largest sample by more than the sum of its absolute taps. */
const LARGEST_GAIN = largest(sumOf);
/** The two middle taps carry most of it; what the other ten can add at most. */
const MIDDLE_GAIN = largest((taps) => sumOf(taps.slice(HALF - 1, HALF + 1)));
const OUTER_GAIN = largest((taps) => sumOf(taps) - sumOf(taps.slice(HALF - 1, HALF + 1)));

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
      let most = 0;
      for (let i = from; i < to + TAPS - 1; i++) {
        const size = Math.abs(line[i] as number);
        if (size > most) most = size;
      }
      if (most > this.peak) this.peak = most;
      // Exact, not shortcuts: what is skipped could not exceed the peak already found.
      if (most * LARGEST_GAIN <= this.peak) continue;
      for (let i = from; i < to; i++) {
        const middle = Math.max(Math.abs(line[i + HALF - 1] as number), Math.abs(line[i + HALF] as number));
        if (middle * MIDDLE_GAIN + most * OUTER_GAIN > this.peak) this.#interpolate(line, i);
      }
    }
  }

  /**
   * The four phases are two filters and their mirror images. With s = x[k] + x[11-k] and d = x[k] - x[11-k], a filter and
   * its mirror are (S + D)/2 and (S - D)/2, so the larger of both is (|S| + |D|)/2: half of the multiplications.
   */
  #interpolate(line: Float64Array, at: number): void {
    let s0 = 0;
    let d0 = 0;
    let s1 = 0;
    let d1 = 0;
    for (let k = 0; k < HALF; k++) {
      const forward = line[at + k] as number;
      const backward = line[at + TAPS - 1 - k] as number;
      const sum = forward + backward;
      const difference = forward - backward;
      s0 += (EVEN_0[k] as number) * sum;
      d0 += (ODD_0[k] as number) * difference;
      s1 += (EVEN_1[k] as number) * sum;
      d1 += (ODD_1[k] as number) * difference;
    }
    const first = (Math.abs(s0) + Math.abs(d0)) / 2;
    const second = (Math.abs(s1) + Math.abs(d1)) / 2;
    if (first > this.peak) this.peak = first;
    if (second > this.peak) this.peak = second;
  }
}
