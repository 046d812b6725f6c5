import { type MetaPiece, metaPath } from './meta-place.ts';

export interface LiveAd {
  readonly id: string;
  readonly name: string;
  readonly media: readonly MetaPiece[];
}

export interface PlacedPiece {
  readonly piece: MetaPiece;
  /** As it is shown: the name of the ad, and of several pieces which one. */
  readonly path: string;
}

export interface Pieces {
  readonly placed: readonly PlacedPiece[];
  /** Ads whose creative names neither a video nor an image: posts of a Page that the token may not see. */
  readonly without: readonly { readonly adId: string; readonly path: string }[];
}

/**
 * What the ads of an account show, each video and image once, under the oldest ad that shows it: its place stays where it
 * is when newer ads show it too.
 */
export function piecesOf(ads: readonly LiveAd[]): Pieces {
  const placed: PlacedPiece[] = [];
  const without: { adId: string; path: string }[] = [];
  const seen = new Set<string>();
  for (const { id, name, media } of ads.toSorted(byId)) {
    const path = metaPath(name, id);
    if (media.length === 0) without.push({ adId: id, path });
    for (const [at, { kind, key }] of media.entries()) {
      if (seen.has(`${kind} ${key}`)) continue;
      seen.add(`${kind} ${key}`);
      placed.push({ piece: { kind, key }, path: media.length === 1 ? path : `${path} ${at + 1}` });
    }
  }
  return { placed, without };
}

/** Ids grow; they are longer than a double holds. */
const byId = (a: LiveAd, b: LiveAd): number =>
  a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
