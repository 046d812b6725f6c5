import { type NamePattern, parseName, textToRead } from './name-pattern.ts';

export interface NamedMetaAd {
  readonly id: string;
  readonly name: string;
  /** The parameters of its link. */
  readonly tags: string;
}
/** An ad of the library with the names of all its files. */
export interface NamedAd {
  readonly id: string;
  readonly names: readonly string[];
}

export interface NameLink {
  readonly metaAdId: string;
  readonly adId: string;
  readonly certainty: number;
  /** Only what can hardly be wrong is linked by itself; the rest waits for a person. */
  readonly state: 'linked' | 'proposed';
}

/** The whole name fits one ad alone. */
const sure = 0.95;
/** It fits several: one of them at most is right. */
const leastCertainty = 0.05;
/** Shorter names, such as "v2" or "final", fit too much by chance. */
const leastLetters = 5;

/** Case, spaces, dashes and the ending of a file are written one way here and another way there. */
export const stemOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.(mp4|mov|m4v|webm|mkv|avi|jpe?g|png|gif|webp|heic|avif)$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/** Which ads of the library a name can mean. No link is better than a wrong one: what fits two ads is only proposed. */
export function linkByName(
  pattern: NamePattern,
  metaAds: readonly NamedMetaAd[],
  ads: readonly NamedAd[],
): NameLink[] {
  const byStem = new Map<string, Set<string>>();
  for (const { id, names } of ads)
    for (const name of names) {
      const stem = stemOf(name);
      if (stem.replaceAll('_', '').length < leastLetters) continue;
      byStem.set(stem, (byStem.get(stem) ?? new Set()).add(id));
    }
  return metaAds.flatMap((metaAd): NameLink[] => {
    const { id } = metaAd;
    const file = parseName(pattern, textToRead(pattern, metaAd))?.file;
    const meant = file === undefined ? undefined : byStem.get(stemOf(file));
    if (!meant) return [];
    const alone = meant.size === 1;
    const certainty = alone ? sure : Math.max(leastCertainty, sure / meant.size);
    return [...meant].map((adId) => ({
      metaAdId: id,
      adId,
      certainty,
      state: alone ? 'linked' : 'proposed',
    }));
  });
}
