import type { FrameHash } from '../../measure/signals.ts';
import { HashIndex } from '../../score/hash-index.ts';
import { distance, type PdqHash, parsePdqHash } from '../../score/pdq-hash.ts';

export interface LookedAd {
  readonly id: string;
  readonly kind: 'video' | 'image';
  /** Null for a still. */
  readonly durationS: number | null;
  readonly hashes: readonly FrameHash[];
}

/** An ad of the library that looks like a fetched one. */
export interface Alike {
  readonly adId: string;
  /** No frame differs by more than a second encoding makes it differ. */
  readonly same: boolean;
  /** It differs by less than any version with other words does, over frames enough to tell. */
  readonly certain: boolean;
}

const minQuality = 50;
/**
 * What encoding a film anew changes at most, of 256 bits in its worst frame: 4 to 8 in the samples. Another price, code or
 * line of text changes 8 to 120, so what is under that for certain is linked, and what lies between is asked about
 * (`bench links`).
 */
const encodedAnew = 10;
const noOtherVersion = 4;
/** A still has one picture, and a few words more change it no more than another encoding does. */
const leastFrames = 4;
const sameLengthS = 0.2;

/**
 * The ads of the library that each fetched ad may be. Films must be equally long: a cut-down is another ad. What differs in a
 * single frame is another version.
 */
export function alikeOf(fetched: readonly LookedAd[], own: readonly LookedAd[]): Map<string, Alike[]> {
  const index = new HashIndex();
  const pictures = own.map(picturesOf);
  pictures.forEach((list, ad) => {
    list.forEach((hash, picture) => {
      index.add(hash, ad, picture);
    });
  });
  return new Map(
    fetched.map((one) => {
      const mine = picturesOf(one);
      const near = [...new Set(index.match(mine).map(({ ad }) => ad))].sort((a, b) => a - b);
      const alike = near.flatMap((ad): Alike[] => {
        const other = own[ad] as LookedAd;
        const theirs = pictures[ad] as PdqHash[];
        if (other.id === one.id || other.kind !== one.kind || !equallyLong(one, other)) return [];
        const worst = Math.max(worstOf(mine, theirs), worstOf(theirs, mine));
        const same = worst <= encodedAnew;
        const frames = Math.min(mine.length, theirs.length);
        const certain = worst <= noOtherVersion && one.kind === 'video' && frames >= leastFrames;
        return [{ adId: other.id, same, certain }];
      });
      return [one.id, alike];
    }),
  );
}

const picturesOf = ({ hashes }: LookedAd): PdqHash[] =>
  hashes.filter(({ quality }) => quality >= minQuality).map(({ hash }) => parsePdqHash(hash));

const equallyLong = (a: LookedAd, b: LookedAd): boolean =>
  Math.abs((a.durationS ?? 0) - (b.durationS ?? 0)) <= sameLengthS;

/** How far the frame that fits worst is from its nearest in the other. */
function worstOf(from: readonly PdqHash[], to: readonly PdqHash[]): number {
  let worst = 0;
  for (const hash of from) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const other of to) nearest = Math.min(nearest, distance(hash, other, 0));
    worst = Math.max(worst, nearest);
  }
  return worst;
}
