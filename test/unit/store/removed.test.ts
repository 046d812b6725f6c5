import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Store } from '../../../src/main/store/index.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf, versions } from './ads.ts';

const idOf = (n: number): string => shaOf(n).slice(0, 16);
const facts = () => ({ compared: true, distinctiveness: null, near_duplicate_of: null });
const all = { filter: { clauses: [] }, sort: 'added', direction: 'asc' } as const;

let store: Store;
beforeEach(async () => {
  store = await tempStore(() => at);
  const items = await aJob(store, '/ads', ['0.mp4', '1.mp4', '2.mp4']);
  for (const [n, item] of items.entries())
    await store.writer.finishItem(item, analyzed(anAd(shaOf(n), 10 * (n + 1))));
});

it('takes ads out and brings them back as they were, in their place', async () => {
  const { reader, writer } = store;
  await writer.mark([{ ads: [idOf(1)], rating: 4, add_tags: ['ugc'] }]);
  await writer.setGiven(new Map([[idOf(1), { copy: null, spoken: null }]]));
  const before = JSON.stringify(await reader.ads([idOf(1), idOf(2)], facts));
  expect(await writer.removeAds([idOf(1), idOf(2), 'nobody'], at)).toEqual([idOf(1), idOf(2)]);
  expect(await reader.ids(all)).toEqual([idOf(0)]);
  expect(await reader.totals()).toEqual({ library: 1, newest: 1 });
  expect((await reader.removed()).ads.map(({ path }) => path)).toEqual(['1.mp4', '2.mp4']);
  expect(await writer.removeAds([idOf(1)], at)).toEqual([]);

  expect(await writer.restoreAds([idOf(2), idOf(1)])).toHaveLength(2);
  expect(await reader.ids(all)).toEqual([idOf(0), idOf(1), idOf(2)]);
  expect(JSON.stringify(await reader.ads([idOf(1), idOf(2)], facts))).toBe(before);
  expect((await reader.placesOf(idOf(1))).map(({ absolute }) => absolute)).toEqual(['/ads/1.mp4']);
  expect(await reader.removed()).toEqual({ total: 0, ads: [] });
});

it('keeps a removed ad out of the next listing, until it is measured afresh', async () => {
  const { reader, writer } = store;
  await writer.removeAds([idOf(1)], at);
  expect(await reader.knownSha('/ads/1.mp4', { size: 1000, mtimeNs: '1700000000000000001' })).toBe(shaOf(1));
  const again = async (asked: typeof versions | null) => {
    const job = await writer.createJob(
      'again',
      { paths: ['/ads'], drive: null, meta: null, max: null, fresh: asked === null },
      'queued',
      at,
    );
    const listed = ['0.mp4', '1.mp4'].map((path) => ({
      kind: 'file' as const,
      root: '/ads',
      path,
      absolute: `/ads/${path}`,
      stamp: { size: 1000, mtimeNs: '1700000000000000001' },
    }));
    await writer.addItems(job.id, listed, asked);
    return job.id;
  };
  for (const n of [0, 1]) writeFileSync(join(await writer.pictureFolder(idOf(n)), 'thumb.jpg'), '');
  const listed = await again(versions);
  expect(await reader.counts(listed)).toMatchObject({ reused: 1, skipped: 1, queued: 0 });
  expect((await reader.skipped(listed))[0]?.reason).toMatch(/removed from the library/);

  const fresh = await reader.queuedItems(await again(null), 0, 9);
  expect(fresh).toHaveLength(2);
  for (const item of fresh) {
    const n = Number(item.path[0]);
    await writer.finishItem(item, analyzed(anAd(shaOf(n), 10 * (n + 1))));
  }
  expect(await reader.ids(all)).toHaveLength(3);
  expect((await reader.removed()).total).toBe(0);
  expect(await writer.restoreAds([idOf(1)])).toEqual([]);
});

it('makes a job over ads of the library, each under its first path, and none over others', async () => {
  const { reader, writer } = store;
  expect(await writer.createAgainJob('again', ['0123456789abcdef'], at)).toBeNull();
  const job = await writer.createAgainJob('again', [idOf(2), idOf(0)], at);
  const items = await reader.queuedItems(job?.id as string, 0, 9);
  expect(items.map(({ path, adId }) => [path, adId])).toEqual([
    ['0.mp4', idOf(0)],
    ['2.mp4', idOf(2)],
  ]);
  expect((await reader.payload(job?.id as string)).fresh).toBe(true);
});
