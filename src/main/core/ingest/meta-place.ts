/**
 * Where a video or an image of an ad at Meta stands in the library. Its root names the ad account; its place in the cache
 * names the ad and Meta's own key of the piece, so that a run which was killed can go on from the rows.
 */
export interface MetaPiece {
  readonly adId: string;
  readonly kind: 'video' | 'image';
  /** Meta's video id or image hash. */
  readonly key: string;
}

const prefix = 'meta:';
const name = /(\d+)\.(video|image)\.([A-Za-z0-9]+)$/;

export const metaRoot = (accountId: string): string => prefix + accountId;

export const isMetaRoot = (root: string): boolean => root.startsWith(prefix);

export const accountOfRoot = (root: string): string => root.slice(prefix.length);

export const metaCacheName = ({ adId, kind, key }: MetaPiece): string => `${adId}.${kind}.${key}`;

export function pieceOfCached(absolute: string): MetaPiece | null {
  const [, adId, kind, key] = name.exec(absolute) ?? [];
  return adId === undefined || key === undefined ? null : { adId, kind: kind as MetaPiece['kind'], key };
}

/** "meta:act_123" and "meta:123" name an ad account, "meta:" alone the only one. Undefined for what means another place. */
export function metaAccountIn(text: string): string | null | undefined {
  const found = /^meta:(?:act_)?(\d{1,30})?$/i.exec(text.trim());
  return found ? (found[1] ?? null) : undefined;
}
