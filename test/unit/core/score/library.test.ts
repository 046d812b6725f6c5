import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrameHash } from '../../../../src/main/core/measure/signals.ts';
import { createLibraryIndex } from '../../../../src/main/core/score/library.ts';

/** A generator with a seed, so that a failure can be repeated. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const randomHash = (random: () => number): string =>
  Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join('');

/** The same hash with exactly `count` bits changed. */
function changeBits(hash: string, count: number, random: () => number): string {
  const digits = [...hash].map((digit) => Number.parseInt(digit, 16));
  const changed = new Set<number>();
  while (changed.size < count) changed.add(Math.floor(random() * 256));
  for (const bit of changed) digits[bit >> 2] = (digits[bit >> 2] as number) ^ (1 << (bit & 3));
  return digits.map((digit) => digit.toString(16)).join('');
}

const frames = (hashes: readonly string[], quality = 100): FrameHash[] =>
  hashes.map((hash, t) => ({ t, hash, quality }));
const id = (n: number): string => n.toString(16).padStart(16, '0');

function library(ads: readonly (readonly FrameHash[])[]) {
  const index = createLibraryIndex();
  ads.forEach((hashes, n) => {
    index.add(id(n), hashes);
  });
  return ads.map((_, n) => index.facts(id(n)));
}

const random = generator(7);
const ten = Array.from({ length: 10 }, () => randomHash(random));
const others = Array.from({ length: 10 }, () => randomHash(random));

describe('near duplicates', () => {
  test('31 changed bits match, 32 do not', () => {
    const near = ten.map((hash) => changeBits(hash, 31, random));
    const far = ten.map((hash) => changeBits(hash, 32, random));
    expect(library([frames(ten), frames(near)])[1]).toEqual({
      near_duplicate_of: id(0),
      distinctiveness: 0,
    });
    expect(library([frames(ten), frames(far)])[1]).toEqual({
      near_duplicate_of: null,
      distinctiveness: 100,
    });
  });

  test('8 of 10 frames make a near duplicate, 7 do not', () => {
    const eight = [...ten.slice(0, 8), ...others.slice(0, 2)];
    const seven = [...ten.slice(0, 7), ...others.slice(0, 3)];
    expect(library([frames(ten), frames(eight)])[1]).toEqual({
      near_duplicate_of: id(0),
      distinctiveness: 20,
    });
    expect(library([frames(ten), frames(seven)])[1]).toEqual({
      near_duplicate_of: null,
      distinctiveness: 30,
    });
  });

  test('a cut-down is no near duplicate of the long version, though nothing in it is its own', () => {
    expect(library([frames(ten), frames(ten.slice(0, 3))])[1]).toEqual({
      near_duplicate_of: null,
      distinctiveness: 0,
    });
  });

  test('of several the earliest is named, and never one that is a near duplicate itself', () => {
    const facts = library([frames(others), frames(ten), frames(ten), frames(ten), frames(others)]);
    expect(facts.map((fact) => fact.near_duplicate_of)).toEqual([null, null, id(1), id(1), id(0)]);
  });

  test('frames of quality 49 and less are ignored, 50 counts', () => {
    expect(library([frames(ten, 49), frames(ten, 49)])).toEqual([
      { near_duplicate_of: null, distinctiveness: null },
      { near_duplicate_of: null, distinctiveness: null },
    ]);
    expect(library([frames(ten, 50), frames(ten, 50)])[1]?.near_duplicate_of).toBe(id(0));
  });

  test('a held picture weighs what it is shown for', () => {
    const held = [...Array<string>(9).fill(ten[0] as string), others[0] as string];
    const heldElsewhere = [...Array<string>(9).fill(ten[0] as string), others[1] as string];
    expect(library([frames(held), frames(heldElsewhere)])[1]).toEqual({
      near_duplicate_of: id(0),
      distinctiveness: 10,
    });
  });
});

describe('distinctiveness', () => {
  test('is null with nothing to compare', () => {
    expect(library([frames(ten)])[0]?.distinctiveness).toBeNull();
    expect(library([frames(ten), []])).toEqual([
      { near_duplicate_of: null, distinctiveness: null },
      { near_duplicate_of: null, distinctiveness: null },
    ]);
  });

  test('falls when a later ad shows the same, and never rises', () => {
    const index = createLibraryIndex();
    index.add(id(0), frames(ten));
    let last = 100;
    for (let n = 1; n <= 6; n += 1) {
      const own = Array.from({ length: 9 }, () => randomHash(random));
      index.add(id(n), frames([ten[n] as string, ...own]));
      const now = index.facts(id(0)).distinctiveness as number;
      expect(now).toBe(last - 10);
      last = now;
    }
  });
});

test('an id cannot be added twice, an unknown one has no facts, a hash that is none is a bug', () => {
  const index = createLibraryIndex();
  index.add(id(0), frames(ten));
  expect(() => index.add(id(0), frames(ten))).toThrow('already');
  expect(() => index.facts(id(1))).toThrow('not in the library');
  expect(() => index.add(id(1), frames(['xyz']))).toThrow('Not a PDQ hash');
});

test('finds exactly what comparing every pair finds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
      const next = generator(seed);
      const themes = Array.from({ length: 6 }, () => randomHash(next));
      const ads = Array.from({ length: 40 }, () =>
        Array.from({ length: 1 + Math.floor(next() * 4) }, () =>
          changeBits(themes[Math.floor(next() * 6)] as string, Math.floor(next() * 24), next),
        ),
      );
      expect(library(ads.map((ad) => frames(ad)))).toEqual(byComparingAll(ads));
    }),
    { numRuns: 40 },
  );
});

/** The second route: BigInt distances, all pairs, no index. */
function byComparingAll(ads: readonly (readonly string[])[]) {
  const distance = (a: string, b: string) =>
    [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;
  const pictures = ads.map((hashes) => {
    const list: { hash: string; frames: number; met: boolean; indexed: boolean }[] = [];
    for (const hash of hashes) {
      const same = list.find((picture) => distance(picture.hash, hash) <= 31);
      if (same) same.frames += 1;
      else list.push({ hash, frames: 1, met: false, indexed: true });
    }
    return list;
  });
  const original = ads.map((_, a): string | null => {
    const mine = pictures[a] ?? [];
    let found: string | null = null;
    for (let b = 0; b < a; b += 1) {
      const theirs = (pictures[b] ?? []).filter((picture) => picture.indexed);
      const hit = mine.filter((m) => theirs.some((t) => distance(m.hash, t.hash) <= 31));
      const back = theirs.filter((t) => mine.some((m) => distance(m.hash, t.hash) <= 31));
      for (const picture of [...hit, ...back]) picture.met = true;
      const share = (part: typeof mine, of: number) => part.reduce((sum, p) => sum + p.frames, 0) / of;
      const similarity = Math.min(share(hit, ads[a]?.length ?? 0), share(back, ads[b]?.length ?? 0));
      if (similarity >= 0.8) found ??= id(b);
    }
    if (found !== null) for (const picture of mine) picture.indexed = !picture.met;
    return found;
  });
  return pictures.map((list, a) => {
    const total = list.reduce((sum, p) => sum + p.frames, 0);
    const own = list.filter((p) => !p.met).reduce((sum, p) => sum + p.frames, 0);
    return { near_duplicate_of: original[a], distinctiveness: Math.round((1000 * own) / total) / 10 };
  });
}
