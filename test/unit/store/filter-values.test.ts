import { beforeEach, expect, it } from 'vitest';
import { wordFields } from '../../../src/main/core/score/filter-fields.ts';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import { quote } from '../../../src/main/core/score/print-filter.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';

let store: Store;
beforeEach(async () => {
  store = await tempStore(() => at);
  const put = async (root: string, paths: readonly string[], from: number) => {
    const items = await aJob(store, root, paths);
    for (const [n, item] of items.entries())
      await store.writer.finishItem(item, analyzed(anAd(shaOf(from + n))));
  };
  await put('/ads', ['a.mp4', 'Spring/b.mp4', 'Spring/cut/c.mp4', 'springtime/d.mp4'], 0);
  await put('/ads/old', ['spring/e.mp4', 'cut/spring/f.mp4', 'ads/g.mp4'], 4);
  const id = (n: number) => shaOf(n).slice(0, 16);
  await store.writer.saveClient({ id: 'client_0000000f', name: 'Fjord & Sons' });
  await store.writer.saveClient({ id: 'client_00000000', name: 'Nord' });
  await store.writer.assign([
    { client: 'client_00000000', ads: [], folders: [{ root: '/ads', folder: 'Spring' }] },
    // Its own client, inside of the other's folder.
    { client: 'client_0000000f', ads: [id(1)], folders: [] },
  ]);
  await store.writer.mark([
    { ads: [id(0), id(1)], pick: 'picked', add_tags: ['Spring sale'] },
    { ads: [id(2)], add_tags: ['spring SALE', 'ugc'] },
  ]);
});

it('counts what the filter then finds, for every field', async () => {
  for (const field of [...(Object.keys(wordFields) as (keyof typeof wordFields)[]), 'in'] as const) {
    const found = await store.reader.valuesOf(field);
    if (field !== 'code') expect(found.length, field).toBeGreaterThan(0);
    for (const { value, ads } of found) {
      const where = `${field === 'hook_type' ? 'hook' : field}:${quote(value)}`;
      const count = await store.reader.count({ filter: filterOrThrow(where), sort: 'score' });
      expect(count, where).toBe(ads);
    }
  }
});

it('has each value once, the most frequent first', async () => {
  expect(await store.reader.valuesOf('client')).toEqual([
    { value: 'none', ads: 5 },
    { value: 'Fjord & Sons', ads: 1 },
    { value: 'Nord', ads: 1 },
  ]);
  const tags = await store.reader.valuesOf('tag');
  expect(tags.map(({ ads }) => ads)).toEqual([4, 3, 1]);
  expect(tags[0]?.value).toBe('none');
  expect(await store.reader.valuesOf('in')).toEqual([
    { value: '/ads', ads: 7 },
    { value: 'ads', ads: 7 },
    { value: 'Spring', ads: 4 },
    { value: '/ads/old', ads: 3 },
    { value: 'cut', ads: 2 },
    { value: 'Spring/cut', ads: 1 },
    { value: 'cut/spring', ads: 1 },
    { value: 'springtime', ads: 1 },
  ]);
});
