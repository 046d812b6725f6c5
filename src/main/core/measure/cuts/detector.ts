import { Floats } from '../../math/grow.ts';
import { difference, likeness, novelty, texture } from './compare.ts';
import type { Cut } from './cut.ts';
import { Thumbs } from './thumbs.ts';

/**
 * House values (`scoring.md` 0), tuned on generated films of seeds 1-4 (`test/support/clips`) and on real footage with
 * fast motion; what they reach on other seeds `test/bench/cuts.ts` prints. README.md tells the idea.
 */
const LIMITS = {
  /** Levels of 0-255, summed over Y, U and V: less novelty than this is noise, whatever its surroundings. */
  novelty: 5,
  /** Novelty over that of its surroundings. Motion stays near 1. */
  novelRatio: 1.4,
  /** The same where a picture has little texture, because there likeness tells little. */
  novelRatioOfPlain: 2.2,
  textured: 15,
  /** Geometric mean of how novelty and unlikeness stand out. Real cuts into fast motion have 2, whip pans at most 1.9. */
  standOut: 1.9,
  /** The same picture in another light, tint or place. */
  likeness: 0.82,
  /** Share of the novelty that must last: after a flash hardly any does. */
  lasting: 0.33,
  /** A frame without texture, as in a flash, may hide a longer way back. */
  plain: 2,
} as const;

/** Added to surroundings, so that near-perfect stillness does not make a ratio of nothing. */
const CALM_NOVELTY = 1;
const CALM_UNLIKENESS = 0.1;

/** Frames this near on either side must all be unlike each other: a shorter visit elsewhere is a flash. */
const SIDE_S = 0.17;
const SIDE_FRAMES = 4;
/** The way back may take this long when the picture is plain meanwhile. */
const PLAIN_SIDE_S = 0.5;
/** How far around a change its surroundings reach. */
const AROUND_S = 0.3;
const AROUND_FRAMES = 5;
/** Of two cuts closer than this, and of a cut this close to the end, one is a trick of the edit. */
const SHORTEST_SHOT_S = 0.15;

/** Differences under this are settled without a search for motion; `novelty` can only be smaller. */
const STILL = 1.5;

interface Candidate extends Cut {
  readonly strength: number;
}

/** Finds hard cuts: every frame is kept small, so that both sides of a change can be looked at. */
export class CutDetector {
  readonly thumbs = new Thumbs();
  readonly times = new Floats();
  /** Plain difference of each frame to the one before, an upper bound of its novelty. */
  readonly #differences = new Floats();
  /** Novelty of each frame against the one before; NaN until it is asked for, because most frames never are. */
  readonly #changes = new Floats();

  push(t: number, planes: Uint8Array): void {
    this.thumbs.push(planes);
    this.times.push(t);
    const i = this.thumbs.length - 1;
    this.#differences.push(i === 0 ? 0 : difference(this.thumbs.at(i - 1), this.thumbs.at(i)));
    this.#changes.push(Number.NaN);
  }

  finish(durationS: number): Cut[] {
    if (this.thumbs.fillFrame()) {
      for (let i = 1; i < this.thumbs.length; i++) {
        this.#differences.set(i, difference(this.thumbs.at(i - 1), this.thumbs.at(i)));
      }
    }
    const cuts: Candidate[] = [];
    for (let i = 1; i < this.thumbs.length; i++) {
      const strength = this.#strength(i);
      const t1 = this.times.at(i);
      if (strength === null || durationS - t1 < SHORTEST_SHOT_S) continue;
      const cut = { t0: this.times.at(i - 1), t1, strength };
      const last = cuts.at(-1);
      if (!last || t1 - last.t1 >= SHORTEST_SHOT_S - 1e-6) cuts.push(cut);
      else if (strength > last.strength) cuts[cuts.length - 1] = cut;
    }
    return cuts.map(({ t0, t1 }) => ({ t0, t1 }));
  }

  /** How far the change at frame `i` stands out; null when it is no cut. The cheap questions come first. */
  #strength(i: number): number | null {
    const plainly = this.#differences.at(i);
    if (plainly < LIMITS.novelty || plainly < this.#around(i, (k) => this.#differences.at(k))) return null;
    const change = this.#change(i);
    if (change < LIMITS.novelty) return null;
    const around = this.#around(i, (k) => this.#change(k)) * this.#stretch(i);
    const novelRatio = change / (around + CALM_NOVELTY);
    if (novelRatio < LIMITS.novelRatio) return null;
    const textures = Math.min(texture(this.thumbs.at(i - 1)), texture(this.thumbs.at(i)));
    if (textures < LIMITS.textured && novelRatio < LIMITS.novelRatioOfPlain) return null;
    const unlike = this.#unlikeness(i);
    if (unlike < 1 - LIMITS.likeness) return null;
    const unlikeRatio = unlike / (this.#around(i, (k) => this.#unlikeness(k)) + CALM_UNLIKENESS);
    const strength = Math.sqrt(novelRatio * unlikeRatio);
    if (strength < LIMITS.standOut || !this.#lasts(i, LIMITS.lasting * change)) return null;
    return strength;
  }

  #unlikeness(i: number): number {
    return 1 - likeness(this.thumbs.at(i - 1), this.thumbs.at(i));
  }

  #change(i: number): number {
    const known = this.#changes.at(i);
    if (!Number.isNaN(known)) return known;
    const plainly = this.#differences.at(i);
    const change = plainly < STILL ? plainly : novelty(this.thumbs.at(i - 1), this.thumbs.at(i));
    this.#changes.set(i, change);
    return change;
  }

  #around(i: number, value: (k: number) => number): number {
    return Math.max(this.#secondLargest(i, -1, value), this.#secondLargest(i, 1, value));
  }

  /**
   * The second largest value among the next five frames of one side: one neighbour may be a cut or a flash itself.
   * At low frame rates, where hardly a frame lies near, the only one counts; in a slide show there is none.
   */
  #secondLargest(i: number, direction: 1 | -1, value: (k: number) => number): number {
    let largest = 0;
    let second = 0;
    let count = 0;
    for (let k = i + direction; count < AROUND_FRAMES && k >= 1 && k < this.thumbs.length; k += direction) {
      if (Math.abs(this.times.at(k) - this.times.at(i)) > AROUND_S) break;
      const one = value(k);
      count++;
      if (one > largest) {
        second = largest;
        largest = one;
      } else if (one > second) second = one;
    }
    return count === 1 ? largest : second;
  }

  /** Where frames were left out, more may have moved than between its neighbours: up to twice as much. */
  #stretch(i: number): number {
    const gap = (k: number) => this.times.at(k) - this.times.at(k - 1);
    const usual = Math.max(i > 1 ? gap(i - 1) : 0, i + 1 < this.times.length ? gap(i + 1) : 0);
    return usual > 0 ? Math.min(2, Math.max(1, gap(i) / usual)) : 1;
  }

  /** Whether every frame shortly before is this unlike every frame shortly after, either way. */
  #lasts(i: number, needed: number): boolean {
    const after = this.#side(i, 1);
    for (const p of this.#side(i - 1, -1)) {
      for (const q of after) {
        const a = this.thumbs.at(p);
        const b = this.thumbs.at(q);
        if (novelty(a, b) < needed || novelty(b, a) < needed) return false;
      }
    }
    return true;
  }

  /**
   * Up to four frames within `SIDE_S`, spread evenly because neighbours at 60 frames a second tell nothing new, and,
   * when the nearest one is plain, up to four beyond.
   */
  #side(from: number, direction: 1 | -1): number[] {
    const near: number[] = [];
    const far: number[] = [];
    const reach = texture(this.thumbs.at(from)) < LIMITS.plain ? PLAIN_SIDE_S : SIDE_S;
    for (let k = from; k >= 0 && k < this.thumbs.length; k += direction) {
      const distance = Math.abs(this.times.at(k) - this.times.at(from));
      if (k !== from && distance > reach) break;
      (k === from || distance <= SIDE_S ? near : far).push(k);
    }
    return [...spread(near), ...spread(far)];
  }
}

/** Four of the list, its ends among them. */
function spread(list: readonly number[]): number[] {
  if (list.length <= SIDE_FRAMES) return [...list];
  const step = (list.length - 1) / (SIDE_FRAMES - 1);
  return Array.from({ length: SIDE_FRAMES }, (_, n) => list[Math.round(n * step)] as number);
}
