import { HOOK_SECONDS } from '../signals.ts';

/** One sampled frame with its pixels. */
export interface Frame {
  readonly t: number;
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Costly measures look at no more than this many frames of an ad (`design.md` 6). */
export const COSTLY_FRAMES = 24;

/** Two a second of a 30 s ad and the hook; longer clips are thinned, so that memory does not grow with length. */
const CAPACITY = 96;

/** Five a second are enough of the hook here: neighbours 0.1 s apart show the same. */
const HOOK_STEP_S = 0.2 - 1e-6;

/** Holds frames spread evenly over what has been seen so far, whatever the length turns out to be. */
export class KeptFrames {
  #frames: Frame[] = [];
  #stepS = 0;

  get all(): readonly Frame[] {
    return this.#frames;
  }

  push(frame: Frame): void {
    const last = this.#frames.at(-1);
    const step = frame.t < HOOK_SECONDS ? Math.max(HOOK_STEP_S, this.#stepS) : this.#stepS;
    if (last && frame.t - last.t < step) return;
    this.#frames.push(frame);
    if (this.#frames.length > CAPACITY) this.#thin(frame.t);
  }

  /** Drops what lies closer than twice the present spacing; the first frame always stays. */
  #thin(untilS: number): void {
    this.#stepS = Math.max((2 * untilS) / CAPACITY, this.#stepS * 2) - 1e-6;
    const spaced: Frame[] = [];
    for (const frame of this.#frames) {
      const last = spaced.at(-1);
      if (!last || frame.t - last.t >= this.#stepS) spaced.push(frame);
    }
    this.#frames = spaced;
  }

  /**
   * The first frame, the middle frame of every shot, then one a second: in that order until `COSTLY_FRAMES` are
   * chosen, spread evenly where there are more. `cuts` are the starts of shots; returned in order of time.
   */
  choose(cuts: readonly number[], durationS: number): Frame[] {
    const first = this.#frames[0];
    if (!first) return [];
    const chosen = new Set<Frame>([first]);
    const starts = [0, ...cuts];
    const middles = starts.map((from, i) => (from + (starts[i + 1] ?? durationS)) / 2);
    const seconds = Array.from({ length: Math.max(1, Math.floor(durationS)) }, (_, s) => s + 0.5);
    for (const wanted of [middles, seconds]) {
      for (const t of spread(wanted, COSTLY_FRAMES - chosen.size)) chosen.add(this.#nearest(t));
    }
    return [...chosen].sort((a, b) => a.t - b.t);
  }

  #nearest(t: number): Frame {
    let best = this.#frames[0] as Frame;
    for (const frame of this.#frames) {
      if (Math.abs(frame.t - t) < Math.abs(best.t - t)) best = frame;
    }
    return best;
  }
}

/** At most `count` of the list, evenly spaced. */
function spread(list: readonly number[], count: number): number[] {
  if (list.length <= count) return [...list];
  return Array.from(
    { length: count },
    (_, i) => list[Math.floor(((i + 0.5) * list.length) / count)] as number,
  );
}
