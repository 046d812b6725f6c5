import { AppError } from '../../../contract/index.ts';

/** Two pictures are the same for PDQ when at most this many of the 256 bits differ (`scoring.md` 4.4, [S34]). */
export const MATCH_DISTANCE = 31;

/** 256 bits as 32-bit words. */
export const WORDS = 8;
export type PdqHash = Int32Array;

const pattern = /^[0-9a-f]{64}$/;

export function parsePdqHash(hash: string): PdqHash {
  if (!pattern.test(hash)) throw new AppError('INTERNAL', `Not a PDQ hash: "${hash.slice(0, 80)}".`);
  const words = new Int32Array(WORDS);
  for (let word = 0; word < WORDS; word += 1) {
    words[word] = Number.parseInt(hash.slice(word * 8, word * 8 + 8), 16);
  }
  return words;
}

/** Hamming distance to the hash at `at` of a longer list; stops counting once it is above MATCH_DISTANCE. */
export function distance(hash: PdqHash, others: Int32Array, at: number): number {
  let differing = 0;
  for (let word = 0; word < WORDS; word += 1) {
    differing += popcount((hash[word] as number) ^ (others[at + word] as number));
    if (differing > MATCH_DISTANCE) return differing;
  }
  return differing;
}

function popcount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
