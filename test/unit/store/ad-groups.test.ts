import { expect, it } from 'vitest';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import type { NearPair, View } from '../../../src/main/store/repos/view.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';

const idOf = (n: number): string => shaOf(n).slice(0, 16);
const facts = () => ({ compared: true, distinctiveness: null, near_duplicate_of: null });

/** Eight ads, 0.mp4 with 10 points to 7.mp4 with 80; 3 and 5 repeat 1, 6 repeats 2. */
async function eight() {
  const pairs: NearPair[] = [
    [idOf(3), idOf(1)],
    [idOf(5), idOf(1)],
    [idOf(6), idOf(2)],
  ];
  const store = await tempStore(
    () => at,
    () => pairs,
  );
  const items = await aJob(
    store,
    '/ads',
    Array.from({ length: 8 }, (_, n) => `${n}.mp4`),
  );
  for (const [n, item] of items.entries())
    await store.writer.finishItem(item, analyzed(anAd(shaOf(n), 10 * (n + 1))));
  const view = (change: Partial<View>): View => ({ filter: filterOrThrow(''), sort: 'score', ...change });
  const orderOf = async (change: Partial<View>): Promise<number[]> =>
    (await store.reader.ids(view(change))).map((id) =>
      Array.from({ length: 8 }, (_, n) => idOf(n)).indexOf(id),
    );
  return { store, view, orderOf };
}

it('lays near-duplicates together, the group of the first ad first and the rest last', async () => {
  const { store, view, orderOf } = await eight();
  expect(await orderOf({ group: 'near' })).toEqual([6, 2, 5, 3, 1, 7, 4, 0]);
  expect(await orderOf({ group: 'near', direction: 'asc' })).toEqual([1, 3, 5, 2, 6, 0, 4, 7]);
  expect(await store.reader.groups(view({ group: 'near' }))).toEqual([
    { key: idOf(2), name: '2.mp4', ads: 2, first: idOf(6), best: 70 },
    { key: idOf(1), name: '1.mp4', ads: 3, first: idOf(5), best: 60 },
    { key: null, name: null, ads: 3, first: idOf(7), best: 80 },
  ]);
});

it('keeps a group whose first ad the filter hides, and counts only what it shows', async () => {
  const { store, view, orderOf } = await eight();
  const filter = filterOrThrow('score>=40');
  expect(await orderOf({ group: 'near', filter })).toEqual([6, 5, 3, 7, 4]);
  const groups = await store.reader.groups(view({ group: 'near', filter }));
  expect(groups.map(({ name, ads }) => [name, ads])).toEqual([
    ['2.mp4', 1],
    ['1.mp4', 2],
    [null, 2],
  ]);
});

it('answers pages in the order of all ids, and hooks that are not known last', async () => {
  const { store, view, orderOf } = await eight();
  const pages = [];
  for (const offset of [0, 3, 6])
    pages.push(...(await store.reader.rows(view({ group: 'near' }), offset, 3, facts)));
  expect(pages.map(({ id }) => id)).toEqual(await store.reader.ids(view({ group: 'near' })));
  expect(await orderOf({ group: 'hook', sort: 'name' })).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(await store.reader.groups(view({ group: 'hook' }))).toMatchObject([{ key: null, ads: 8 }]);
});
