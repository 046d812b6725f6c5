import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLibrary, type Library } from '../../../src/main/hosts/library.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../store/ads.ts';

const idOf = (n: number): string => shaOf(n).slice(0, 16);
const picture = (letter: string) => [{ t: 0, hash: letter.repeat(64), quality: 90 }];

let store: Store;
let library: Library;
let told: [indexed: number, settled: boolean][];

beforeEach(async () => {
  told = [];
  library = createLibrary({
    tell: (...one) => told.push(one),
    onError: (error) => {
      throw error;
    },
  });
  store = await tempStore(() => at, library.near);
});
afterEach(() => library.close());

/** One ad for each letter, which stands for what its only frame shows. */
async function add(letters: string): Promise<void> {
  const items = await aJob(
    store,
    '/ads',
    [...letters].map((_, n) => `${n}.mp4`),
  );
  for (const [n, item] of items.entries()) {
    await store.writer.finishItem(
      item,
      analyzed({ ...anAd(shaOf(n), 50), hashes: picture(letters[n] as string) }),
    );
  }
}

describe('the near-duplicate index', () => {
  it('says of an ad that it was not compared yet, until it was', async () => {
    await add('0f0');
    expect(library.factsOf(idOf(2))).toEqual({
      compared: false,
      distinctiveness: null,
      near_duplicate_of: null,
    });
    expect(library.indexed()).toBe(0);
    await library.settled(store.reader);
    expect(library.factsOf(idOf(2))).toMatchObject({ compared: true, near_duplicate_of: idOf(0) });
    expect(library.near()).toEqual([[idOf(2), idOf(0)]]);
    expect(told).toEqual([[3, true]]);
  });

  it('follows by itself, and is silent when there was nothing to do', async () => {
    await add('0f');
    library.follow(store.reader);
    await expect.poll(() => told).toEqual([[2, true]]);
    await library.settled(store.reader);
    expect(told).toHaveLength(1);
  });

  it('reads anew what was measured again, and answers with what it knew until then', async () => {
    await add('0f0');
    await library.settled(store.reader);
    await add('0ff');
    expect(library.knows(idOf(2))).toBe(true);
    library.outdate();
    const reading = library.settled(store.reader);
    expect(library.factsOf(idOf(2)).near_duplicate_of).toBe(idOf(0));
    await reading;
    expect(library.factsOf(idOf(2)).near_duplicate_of).toBe(idOf(1));
    expect(library.near()).toEqual([[idOf(2), idOf(1)]]);
  });
});
