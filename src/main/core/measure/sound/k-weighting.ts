import { Floats } from '../../math/grow.ts';
import { AUDIO_RATE } from '../signals.ts';

/** A tenth of a second: the hop of the 400 ms blocks (75 % overlap) and of everything that is told from loudness. */
export const STEP_S = 0.1;
const STEP_SAMPLES = AUDIO_RATE * STEP_S;

/**
 * K-weighted energy per tenth of a second, ITU-R BS.1770-4 annex 1: a high shelf for the head, then a high pass, at
 * 48 kHz with the coefficients printed there; mean squares of the channels are added by their weights, which are 1 for
 * left, right and mono.
 */
export class KWeighting {
  /** Sum over channels of the mean square, one value per full step. */
  readonly energies = new Floats();
  readonly #channels: number;
  readonly #weights: readonly number[];
  readonly #state: Float64Array;
  #sum = 0;
  #inStep = 0;

  constructor(channels: number, weights?: readonly number[]) {
    this.#channels = channels;
    this.#weights = weights ?? Array.from({ length: channels }, () => 1);
    this.#state = new Float64Array(channels * 4);
  }

  push(samples: Float32Array): void {
    const channels = this.#channels;
    const frames = Math.floor(samples.length / channels);
    let at = 0;
    while (at < frames) {
      const count = Math.min(frames - at, STEP_SAMPLES - this.#inStep);
      for (let c = 0; c < channels; c++) {
        const weight = this.#weights[c] as number;
        if (weight !== 0) this.#sum += weight * this.#filter(samples, at * channels + c, count, c * 4);
      }
      at += count;
      this.#inStep += count;
      if (this.#inStep === STEP_SAMPLES) {
        this.energies.push(this.#sum / STEP_SAMPLES);
        this.#sum = 0;
        this.#inStep = 0;
      }
    }
  }

  /** Both stages in transposed direct form II; returns the sum of squares. */
  #filter(samples: Float32Array, from: number, count: number, at: number): number {
    const state = this.#state;
    const stride = this.#channels;
    let a1 = state[at] as number;
    let a2 = state[at + 1] as number;
    let b1 = state[at + 2] as number;
    let b2 = state[at + 3] as number;
    let sum = 0;
    for (let i = 0, s = from; i < count; i++, s += stride) {
      const x = samples[s] as number;
      const shelf = 1.53512485958697 * x + a1;
      a1 = -2.69169618940638 * x + 1.69065929318241 * shelf + a2;
      a2 = 1.19839281085285 * x - 0.73248077421585 * shelf;
      const y = shelf + b1;
      b1 = -2 * shelf + 1.99004745483398 * y + b2;
      b2 = shelf - 0.99007225036621 * y;
      sum += y * y;
    }
    // Denormal numbers after a long silence would slow the filter a hundredfold.
    state[at] = Math.abs(a1) < 1e-30 ? 0 : a1;
    state[at + 1] = Math.abs(a2) < 1e-30 ? 0 : a2;
    state[at + 2] = Math.abs(b1) < 1e-30 ? 0 : b1;
    state[at + 3] = Math.abs(b2) < 1e-30 ? 0 : b2;
    return sum;
  }
}
