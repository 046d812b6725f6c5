import type { AdId, LibraryFacts } from '../../../contract/index.ts';
import { AppError } from '../../../contract/index.ts';
import type { FrameHash } from '../measure/signals.ts';
import { HashIndex, type Match } from './hash-index.ts';
import { distance, MATCH_DISTANCE, type PdqHash, parsePdqHash } from './pdq-hash.ts';

/**
 * What can be said of an ad beside the others (`scoring.md` 4.4): whether it repeats an earlier one, and how much of it
 * is seen nowhere else. Ads are added in the library's own order and each is compared with those before it; a later ad
 * may take from an earlier one's distinctiveness but never makes it a near duplicate.
 *
 *   usable frame      PDQ quality >= 50; below, the picture has too little in it to be told from others
 *   picture           a usable frame that is not within 31 bits of an earlier picture of the same ad; the frames that
 *                     are within count with it, so a picture weighs what it is shown for
 *   match             Hamming distance <= 31 of 256 bits [S34] between pictures of two ads
 *   similarity(A, B)  min(matched frames of A / frames of A, matched frames of B / frames of B)
 *   near duplicate    similarity >= 0.8; of several the earliest ad is named
 *   distinctiveness   100 x usable frames of the ad that match no picture of another ad / its usable frames
 *
 * Both shares have to reach 0.8, so that a 6 s cut-down of a 30 s ad is not called its copy.
 * Of a near duplicate only the pictures that are new are indexed: a thousand versions of one template cost as much as
 * one, and a near duplicate is always named after an ad that is none itself.
 * Wording for people: "Meta may treat these as one", never that it does (`scoring.md` 4.2).
 */
export interface LibraryIndex {
  add(id: AdId, hashes: readonly FrameHash[]): void;
  facts(id: AdId): Pick<LibraryFacts, 'distinctiveness' | 'near_duplicate_of'>;
}

const minQuality = 50;
const minSimilarity = 0.8;

/** Sets of pictures are the bits of one integer; `signals.ts` allows at most 24 frames an ad. */
const maxPictures = 31;

interface Picture {
  readonly hash: PdqHash;
  frames: number;
}

interface Entry {
  readonly id: AdId;
  readonly pictures: readonly Picture[];
  readonly frames: number;
  readonly nearDuplicateOf: AdId | null;
  /** Bit p is set when picture p has been met in another ad. */
  met: number;
}

export function createLibraryIndex(): LibraryIndex {
  const index = new HashIndex();
  const entries: Entry[] = [];
  const byId = new Map<AdId, Entry>();
  let withPictures = 0;

  return {
    add(id, hashes) {
      if (byId.has(id)) throw new AppError('INTERNAL', `Ad ${id} is already in the library index.`);
      const pictures = picturesOf(hashes);
      const frames = framesIn(pictures, everything);
      let met = 0;
      let nearDuplicateOf: AdId | null = null;
      for (const [ad, { mine, theirs }] of byAd(index.match(pictures.map((picture) => picture.hash)))) {
        const other = entries[ad] as Entry;
        met |= mine;
        other.met |= theirs;
        const similarity = Math.min(
          framesIn(pictures, mine) / frames,
          framesIn(other.pictures, theirs) / other.frames,
        );
        if (similarity >= minSimilarity) nearDuplicateOf ??= other.id;
      }
      const entry: Entry = { id, pictures, frames, nearDuplicateOf, met };
      const ad = entries.push(entry) - 1;
      byId.set(id, entry);
      if (frames > 0) withPictures += 1;
      pictures.forEach(({ hash }, picture) => {
        if (nearDuplicateOf === null || (met & (1 << picture)) === 0) index.add(hash, ad, picture);
      });
    },
    facts(id) {
      const entry = byId.get(id);
      if (!entry) throw new AppError('INTERNAL', `Ad ${id} is not in the library index.`);
      const { pictures, frames, met, nearDuplicateOf } = entry;
      const comparable = frames > 0 && withPictures > 1;
      return {
        distinctiveness: comparable ? Math.round((1000 * framesIn(pictures, ~met)) / frames) / 10 : null,
        near_duplicate_of: nearDuplicateOf,
      };
    },
  };
}

const everything = -1;

function framesIn(pictures: readonly Picture[], set: number): number {
  let frames = 0;
  for (let i = 0; i < pictures.length; i += 1) {
    if (set & (1 << i)) frames += (pictures[i] as Picture).frames;
  }
  return frames;
}

function picturesOf(hashes: readonly FrameHash[]): Picture[] {
  const pictures: Picture[] = [];
  for (const frame of hashes) {
    if (frame.quality < minQuality) continue;
    const hash = parsePdqHash(frame.hash);
    const same = pictures.find((picture) => distance(hash, picture.hash, 0) <= MATCH_DISTANCE);
    if (same) same.frames += 1;
    else if (pictures.length < maxPictures) pictures.push({ hash, frames: 1 });
  }
  return pictures;
}

/** Matches by ad, the earliest ad first. */
function byAd(matches: readonly Match[]): [ad: number, shared: { mine: number; theirs: number }][] {
  const shared = new Map<number, { mine: number; theirs: number }>();
  for (const { query, ad, picture } of matches) {
    const sets = shared.get(ad) ?? { mine: 0, theirs: 0 };
    sets.mine |= 1 << query;
    sets.theirs |= 1 << picture;
    shared.set(ad, sets);
  }
  return [...shared].sort(([a], [b]) => a - b);
}
