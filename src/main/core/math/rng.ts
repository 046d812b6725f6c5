/**
 * Seeded random numbers, xoshiro128** (Blackman and Vigna 2018, public domain), in named streams: `stream(7, 'arm', id)`
 * gives the same numbers whatever else was drawn before, so one arm more leaves the draws of the others as they were.
 *
 *   result = rotl(b * 5, 7) * 9;  t = b << 9;  c ^= a;  d ^= b;  b ^= c;  a ^= d;  c ^= t;  d = rotl(d, 11)
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal = Number.NaN;

  constructor(words: readonly [number, number, number, number]) {
    [this.#a, this.#b, this.#c, this.#d] = words;
    // All zeros is the one state that never leaves itself.
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#d = 1;
  }

  /** 32 random bits as a whole number. */
  bits(): number {
    const times5 = Math.imul(this.#b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Uniform in (0, 1), both ends excluded, so that its logarithm is finite: 52 bits and a half. */
  uniform(): number {
    return ((this.bits() >>> 5) * 33_554_432 + (this.bits() >>> 7) + 0.5) / 4_503_599_627_370_496;
  }

  /** Standard normal by Marsaglia's polar method; each round makes two, the second is kept for the next call. */
  normal(): number {
    const spare = this.#spareNormal;
    if (!Number.isNaN(spare)) {
      this.#spareNormal = Number.NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spareNormal = y * scale;
      return x * scale;
    }
  }
}

/** The stream of that name; names are joined by a character that no id contains. */
export function stream(seed: number, ...names: readonly string[]): Rng {
  const text = [String(seed), ...names].join('\u0000');
  return new Rng([
    lane(text, 0x9e3779b9),
    lane(text, 0x243f6a88),
    lane(text, 0xb7e15162),
    lane(text, 0x6a09e667),
  ]);
}

/** MurmurHash3's mixing over UTF-16 units, from a start of its own for each of the four words. */
function lane(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= Math.imul(text.charCodeAt(index) + 1, 0xcc9e2d51);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
