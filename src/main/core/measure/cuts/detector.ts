import { TICK_BYTES, TICK_HEIGHT, TICK_WIDTH } from '../signals.ts';
import type { Cut } from './cut.ts';

/** Finds hard cuts in the stream of shrunk frames. */
export class CutDetector {
  #previous = new Uint8Array(TICK_BYTES);
  #lastTime = Number.NaN;
  #lastDifference = 0;
  #cuts: Cut[] = [];

  push(t: number, planes: Uint8Array): void {
    let sum = 0;
    for (let i = 0; i < TICK_WIDTH * TICK_HEIGHT; i++) {
      sum += Math.abs((planes[i] as number) - (this.#previous[i] as number));
    }
    const difference = sum / (TICK_WIDTH * TICK_HEIGHT);
    const jump = Math.min(difference, Math.abs(difference - this.#lastDifference));
    if (!Number.isNaN(this.#lastTime) && jump > 20) this.#cuts.push({ t0: this.#lastTime, t1: t });
    this.#previous.set(planes.subarray(0, TICK_BYTES));
    this.#lastTime = t;
    this.#lastDifference = difference;
  }

  finish(): Cut[] {
    return this.#cuts;
  }
}
