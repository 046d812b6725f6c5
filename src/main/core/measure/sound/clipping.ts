import { AUDIO_RATE } from '../signals.ts';

/** Full scale within the rounding of 16-bit files (32767/32768). */
const FULL_SCALE = 0.9999;
/** One sample may touch full scale honestly; three in a row are a flat top (`scoring.md` A10). */
const SHORTEST_RUN = 3;
/** Clipped peaks closer than this are one place in the ad. */
const MERGE_S = 0.5;

/** Counts samples at full scale in runs of three or more on one side. */
export class Clipping {
  clipped = 0;
  total = 0;
  readonly spans: { t0: number; t1: number }[] = [];
  readonly #channels: number;
  readonly #runs: Int32Array;
  #frames = 0;

  constructor(channels: number) {
    this.#channels = channels;
    this.#runs = new Int32Array(channels);
  }

  push(samples: Float32Array): void {
    const channels = this.#channels;
    const runs = this.#runs;
    const frames = Math.floor(samples.length / channels);
    for (let i = 0, s = 0; i < frames; i++) {
      for (let c = 0; c < channels; c++, s++) {
        const x = samples[s] as number;
        if (x < FULL_SCALE && x > -FULL_SCALE) {
          runs[c] = 0;
          continue;
        }
        // Runs above count upwards, runs below downwards.
        const run = runs[c] as number;
        const now = x > 0 ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1;
        runs[c] = now;
        const length = Math.abs(now);
        if (length >= SHORTEST_RUN) {
          this.clipped += length === SHORTEST_RUN ? SHORTEST_RUN : 1;
          this.#mark((this.#frames + i + 1) / AUDIO_RATE, length / AUDIO_RATE);
        }
      }
    }
    this.#frames += frames;
    this.total += frames * channels;
  }

  #mark(endS: number, lengthS: number): void {
    const last = this.spans.at(-1);
    if (last && endS - lengthS - last.t1 <= MERGE_S) last.t1 = Math.max(last.t1, endS);
    else this.spans.push({ t0: endS - lengthS, t1: endS });
  }
}
