import { type ByHand, doubtStrangers } from './link-clients.ts';
import type { Alike } from './link-look.ts';
import { linkByName, type NamedAd, type NamedMetaAd } from './link-names.ts';
import type { NamePattern } from './name-pattern.ts';

/** An ad at Meta with the pieces that its creative shows, as "video 501". */
export interface LinkableMetaAd extends NamedMetaAd {
  readonly account: string;
  readonly pieces: readonly string[];
}
/** An ad of the library: its own files by name, and the pieces that it was fetched from Meta for. */
export interface LinkableAd extends NamedAd {
  /** Null where it was given to nobody. */
  readonly client: string | null;
  readonly pieces: readonly string[];
}

export interface AutoLink {
  readonly metaAdId: string;
  readonly adId: string;
  readonly how: 'content' | 'look' | 'name';
  readonly certainty: number;
  /** Only what can hardly be wrong is linked by itself; the rest waits for a person. */
  readonly state: 'linked' | 'proposed';
}

/** What was fetched from Meta for an ad is what it shows. */
const fetchedFor = 1;
const lookAndName = 0.99;
const lookAlone = 0.97;
/** A still that looks the same, or one of several films. */
const looksSame = 0.5;
/** Another version, as far as the pictures tell. */
const looksNear = 0.2;

/**
 * Which ads of the library are which at Meta. A piece that was fetched is its ad for certain; a file of the user's own takes
 * its place where it is the same film, by its pictures, or by its pictures and its name. Where pictures are known, a name
 * alone links nothing: names are copied from ad to ad. No link is better than a wrong one.
 */
export function linkAll(
  pattern: NamePattern,
  metaAds: readonly LinkableMetaAd[],
  ads: readonly LinkableAd[],
  alike: ReadonlyMap<string, readonly Alike[]>,
  byHand: readonly ByHand[],
): AutoLink[] {
  const fetched = new Map(ads.flatMap((ad) => ad.pieces.map((piece) => [piece, ad] as const)));
  const named = Map.groupBy(
    linkByName(
      pattern,
      metaAds,
      ads.filter(({ names }) => names.length > 0),
    ),
    ({ metaAdId }) => metaAdId,
  );
  const found = metaAds.flatMap(({ id: metaAdId, pieces }): AutoLink[] => {
    const byName = named.get(metaAdId) ?? [];
    const shown = new Set(pieces.flatMap((piece) => fetched.get(piece) ?? []));
    if (shown.size === 0) return byName.map((link) => ({ ...link, how: 'name' }));
    const names = new Set(byName.map(({ adId }) => adId));
    const links = [...shown].flatMap((ad) => linksOfPiece(metaAdId, ad, alike.get(ad.id) ?? [], names));
    return [...new Map(links.map((link) => [link.adId, link])).values()];
  });
  return doubtStrangers(found, byHand, metaAds, ads);
}

function linksOfPiece(
  metaAdId: string,
  { id, names: files }: LinkableAd,
  alike: readonly Alike[],
  names: ReadonlySet<string>,
): AutoLink[] {
  const link = (adId: string, how: AutoLink['how'], certainty: number, state: AutoLink['state']) => ({
    metaAdId,
    adId,
    how,
    certainty,
    state,
  });
  const itself = link(id, 'content', fetchedFor, 'linked');
  // Its very bytes lie in a folder of the user's.
  if (files.length > 0) return [itself];
  const same = alike.filter((one) => one.same);
  const agreed = same.filter(({ adId }) => names.has(adId));
  if (agreed[0] && agreed.length === 1) return [link(agreed[0].adId, 'look', lookAndName, 'linked')];
  if (same[0]?.certain && same.length === 1) return [link(same[0].adId, 'look', lookAlone, 'linked')];
  const near = same.length > 0 ? same : alike;
  const certainty = (same.length > 0 ? looksSame : looksNear) / Math.max(1, near.length);
  return [itself, ...near.map(({ adId }) => link(adId, 'look', certainty, 'proposed'))];
}
