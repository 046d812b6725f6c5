import { Floats } from '../../math/grow.ts';
import { AUDIO_RATE } from '../signals.ts';

/** Half the rate is enough for 12 kHz and halves the work. */
const RATE = AUDIO_RATE / 2;
/** Envelopes have a value every 10 ms, so that modulation up to 50 Hz can be told. */
export const ENVELOPE_STEP_S = 0.01;
const STEP = RATE * ENVELOPE_STEP_S;

/** Energy between 300 and 3400 Hz and energy above 50 Hz, every 10 ms, of all channels mixed to one (`scoring.md` A05). */
export class SpeechBand {
  readonly band = new Floats();
  readonly wide = new Floats();
  readonly #channels: number;
  readonly #rumble = highPass(50);
  readonly #low = highPass(300);
  readonly #high = lowPass(3400);
  /** Two memories per filter: rumble, low, high. */
  readonly #memory = new Float64Array(6);
  #pending: Float32Array = new Float32Array();
  #bandSum = 0;
  #wideSum = 0;
  #inStep = 0;

  constructor(channels: number) {
    this.#channels = channels;
  }

  push(samples: Float32Array): void {
    let block = samples;
    if (this.#pending.length > 0) {
      block = new Float32Array(this.#pending.length + samples.length);
      block.set(this.#pending);
      block.set(samples, this.#pending.length);
    }
    const pair = 2 * this.#channels;
    const pairs = Math.floor(block.length / pair);
    for (let i = 0; i < pairs; i++) {
      let sum = 0;
      for (let k = i * pair; k < (i + 1) * pair; k++) sum += block[k] as number;
      this.#step(sum / pair);
    }
    this.#pending = block.slice(pairs * pair);
  }

  #step(x: number): void {
    const wide = filter(this.#rumble, this.#memory, 0, x);
    const band = filter(this.#high, this.#memory, 4, filter(this.#low, this.#memory, 2, wide));
    this.#wideSum += wide * wide;
    this.#bandSum += band * band;
    if (++this.#inStep < STEP) return;
    this.band.push(this.#bandSum / STEP);
    this.wide.push(this.#wideSum / STEP);
    this.#bandSum = 0;
    this.#wideSum = 0;
    this.#inStep = 0;
  }
}

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Second-order Butterworth by the bilinear transform (Bristow-Johnson's cookbook, Q = 1/sqrt 2). */
function lowPass(hertz: number): Biquad {
  const { cos, alpha } = corner(hertz);
  const a0 = 1 + alpha;
  const b = (1 - cos) / 2 / a0;
  return { b0: b, b1: 2 * b, b2: b, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 };
}

function highPass(hertz: number): Biquad {
  const { cos, alpha } = corner(hertz);
  const a0 = 1 + alpha;
  const b = (1 + cos) / 2 / a0;
  return { b0: b, b1: -2 * b, b2: b, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 };
}

function corner(hertz: number): { cos: number; alpha: number } {
  const w = (2 * Math.PI * hertz) / RATE;
  return { cos: Math.cos(w), alpha: Math.sin(w) * Math.SQRT1_2 };
}

function filter(f: Biquad, memory: Float64Array, at: number, x: number): number {
  const y = f.b0 * x + (memory[at] as number);
  const m1 = f.b1 * x - f.a1 * y + (memory[at + 1] as number);
  const m2 = f.b2 * x - f.a2 * y;
  memory[at] = Math.abs(m1) < 1e-30 ? 0 : m1;
  memory[at + 1] = Math.abs(m2) < 1e-30 ? 0 : m2;
  return y;
}
