import type { FrameHash } from '../../measure/signals.ts';
import { HashIndex } from '../../score/hash-index.ts';
import { distance, MATCH_DISTANCE, type PdqHash, parsePdqHash } from '../../score/pdq-hash.ts';

/** What says whether two ads are one idea. */
export interface ConceptAd {
  readonly id: string;
  readonly hashes: readonly FrameHash[];
  readonly traits: Readonly<Record<string, string>>;
  /** On the screen and spoken, lower case. */
  readonly words: ReadonlySet<string>;
}

const minQuality = 50;
const hookS = 3;
/** `scoring.md` 4.4, 3: two ads on average nearer than this are variants of one concept. */
export const sameConcept = 0.35;
/** Share of each part where all are known (4.4, 2; pictures stand in for embeddings, hence "proxy"). */
const shares = { hook: 0.35, whole: 0.2, words: 0.2, hookType: 0.15, format: 0.1 } as const;

interface Looked extends ConceptAd {
  readonly whole: readonly PdqHash[];
  readonly hook: readonly PdqHash[];
}

/**
 * 0 for the same, 1 for nothing in common, over the parts that are known of both: pictures of the first three seconds and of
 * the whole by PDQ, words, type of hook, format with shape.
 */
function distanceOf(a: Looked, b: Looked): number {
  const parts: [number, number][] = [];
  if (a.hook.length > 0 && b.hook.length > 0) parts.push([shares.hook, 1 - matched(a.hook, b.hook)]);
  if (a.whole.length > 0 && b.whole.length > 0) parts.push([shares.whole, 1 - matched(a.whole, b.whole)]);
  if (a.words.size > 0 && b.words.size > 0) parts.push([shares.words, 1 - overlap(a.words, b.words)]);
  if (a.traits.hook && b.traits.hook) parts.push([shares.hookType, a.traits.hook === b.traits.hook ? 0 : 1]);
  const same = a.traits.format === b.traits.format && a.traits.shape === b.traits.shape;
  parts.push([shares.format, same ? 0 : 1]);
  const weight = parts.reduce((sum, [share]) => sum + share, 0);
  return parts.reduce((sum, [share, apart]) => sum + share * apart, 0) / weight;
}

/** The lesser share of pictures that have a match in the other ad: a cut-down is not its whole. */
function matched(a: readonly PdqHash[], b: readonly PdqHash[]): number {
  const within = (from: readonly PdqHash[], to: readonly PdqHash[]) =>
    from.filter((hash) => to.some((other) => distance(hash, other, 0) <= MATCH_DISTANCE)).length /
    from.length;
  return Math.min(within(a, b), within(b, a));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return both / (a.size + b.size - both);
}

/**
 * Ads that are one concept get the same name: that of the earliest of them. Average linkage, but only ads that share a
 * picture are compared at all: without one, two ads are never as near as `sameConcept`, and thousands stay quick.
 */
export function conceptsOf(ads: readonly ConceptAd[]): Map<string, string> {
  const looked = ads.map((ad): Looked => {
    const usable = ad.hashes.filter(({ quality }) => quality >= minQuality);
    const parse = (of: readonly FrameHash[]) => of.map(({ hash }) => parsePdqHash(hash));
    return { ...ad, whole: parse(usable), hook: parse(usable.filter(({ t }) => t < hookS)) };
  });
  const index = new HashIndex();
  const near = looked.map(() => new Map<number, number>());
  looked.forEach((ad, at) => {
    const sharing = new Set(index.match(ad.whole).map((match) => match.ad));
    for (const other of sharing) {
      const apart = distanceOf(ad, looked[other] as Looked);
      near[at]?.set(other, apart);
      near[other]?.set(at, apart);
    }
    ad.whole.forEach((hash, picture) => {
      index.add(hash, at, picture);
    });
  });
  const cluster = linked(near);
  const nameOf = new Map<number, string>();
  return new Map(
    ads.map(({ id }, at) => {
      const own = cluster[at] as number;
      if (!nameOf.has(own)) nameOf.set(own, id);
      return [id, nameOf.get(own) as string];
    }),
  );
}

/** Average linkage over the pairs that are known; pairs that are not have nothing in common. */
function linked(near: readonly ReadonlyMap<number, number>[]): number[] {
  const members = new Map(near.map((_, at) => [at, [at]]));
  const links = new Map(near.map((own, at) => [at, new Map(own)]));
  for (;;) {
    let best: { a: number; b: number; apart: number } | null = null;
    for (const [a, own] of links)
      for (const [b, apart] of own)
        if (a < b && apart <= sameConcept && (best === null || apart < best.apart)) best = { a, b, apart };
    if (best === null) break;
    const { a, b } = best;
    const [sizeA, sizeB] = [members.get(a)?.length ?? 0, members.get(b)?.length ?? 0];
    const [ofA, ofB] = [links.get(a) as Map<number, number>, links.get(b) as Map<number, number>];
    for (const other of new Set([...ofA.keys(), ...ofB.keys()])) {
      if (other === a || other === b) continue;
      const mean = (sizeA * (ofA.get(other) ?? 1) + sizeB * (ofB.get(other) ?? 1)) / (sizeA + sizeB);
      ofA.set(other, mean);
      links.get(other)?.set(a, mean);
      links.get(other)?.delete(b);
    }
    ofA.delete(b);
    links.delete(b);
    members.set(a, [...(members.get(a) ?? []), ...(members.get(b) ?? [])]);
    members.delete(b);
  }
  const cluster: number[] = [];
  for (const [name, own] of members) for (const at of own) cluster[at] = name;
  return cluster;
}
