import { safePart } from './drive-place.ts';

/**
 * A video or an image that ads at Meta show. In the library its root names the ad account and its path the oldest ad that
 * shows it; its place in the cache names the piece alone, so that it stays the same file when that ad stops.
 */
export interface MetaPiece {
  readonly kind: 'video' | 'image';
  /** Meta's video id or image hash. */
  readonly key: string;
}

const prefix = 'meta:';
/** Earlier versions put the id of an ad before it. */
const name = /(video|image)\.([A-Za-z0-9]+)$/;

export const metaRoot = (accountId: string): string => prefix + accountId;

export const isMetaRoot = (root: string): boolean => root.startsWith(prefix);

export const accountOfRoot = (root: string): string => root.slice(prefix.length);

export const metaCacheName = ({ kind, key }: MetaPiece): string => `${kind}.${key}`;

export function pieceOfCached(absolute: string): MetaPiece | null {
  const [, kind, key] = name.exec(absolute) ?? [];
  return key === undefined ? null : { kind: kind as MetaPiece['kind'], key };
}

/** Where an ad stands: by its name, which need not be the only one, and its id. */
export const metaPath = (name: string, adId: string): string => `${safePart(name, 'ad')} [${adId}]`;

/** The ad that a path names; of several pieces each has a number behind it. */
export const adOfMetaPath = (path: string): string | undefined => /\[(\d+)\](?: \d+)?$/.exec(path)?.[1];

/** "meta:act_123" and "meta:123" name an ad account, "meta:" alone the only one. Undefined for what means another place. */
export function metaAccountIn(text: string): string | null | undefined {
  const found = /^meta:(?:act_)?(\d{1,30})?$/i.exec(text.trim());
  return found ? (found[1] ?? null) : undefined;
}
