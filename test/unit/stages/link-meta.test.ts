import { expect, it } from 'vitest';
import type { JobItem } from '../../../src/main/ports.ts';
import { previewLinks } from '../../../src/main/stages/link-meta.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../store/ads.ts';

it('compares the pictures of the library once, whatever names are tried, until an ad comes', async () => {
  const store = await tempStore(() => at);
  const add = async (root: string, name: string, n: number) => {
    const [item] = await aJob(store, root, [name]);
    await store.writer.finishItem(item as JobItem, analyzed({ ...anAd(shaOf(n)), measuredAt: at }));
  };
  await add('meta:77', '7.video.501', 1);
  await add('/ads', 'autumn.mp4', 2);
  let compared = 0;
  const reader: typeof store.reader = {
    ...store.reader,
    looks: (ids, others) => {
      if (others) compared += 1;
      return store.reader.looks(ids, others);
    },
  };
  await Promise.all(['{file}', '{client}_{file}'].map((names) => previewLinks(reader, names)));
  await previewLinks(reader, 'utm_content={file}');
  expect(compared).toBe(1);
  await add('/ads', 'winter.mp4', 3);
  await previewLinks(reader, '{file}');
  expect(compared).toBe(2);
});

it('asks before a name alone links a client’s film with the ad account of another', async () => {
  const store = await tempStore(() => at);
  const files = ['a/UGC_01.mp4', 'b/spring.mp4', 'b/summer.mp4'];
  for (const [n, item] of (await aJob(store, '/ads', files)).entries())
    await store.writer.finishItem(item, analyzed({ ...anAd(shaOf(n + 1)), measuredAt: at }));
  for (const id of ['a', 'b']) {
    await store.writer.saveClient({ id, name: id });
    await store.writer.assign([{ client: id, ads: [], folders: [{ root: '/ads', folder: id }] }]);
  }
  await store.writer.saveMetaAccount({ id: '2', name: 'B', currency: 'EUR', timeZone: 'UTC' }, at);
  const ad = { campaignId: '1', adSetId: '1', creativeId: null, status: 'ACTIVE', createdAt: null };
  const ads = ['UGC_01', 'spring', 'anything'].map((name) => ({
    ...ad,
    id: `at ${name}`,
    name,
    effectiveStatus: 'ACTIVE',
  }));
  await store.writer.saveStructure('2', { ads }, at);
  const states = async () =>
    (await previewLinks(store.reader, '{file}')).links.map(({ meta_ad_name, state }) => [
      meta_ad_name,
      state,
    ]);
  expect(await states()).toEqual([
    ['UGC_01', 'proposed'],
    // Of the two names neither says whose the account is.
    ['spring', 'proposed'],
  ]);
  await store.writer.setLink('at anything', shaOf(3).slice(0, 16), 'linked', at);
  expect(await states()).toEqual([
    ['UGC_01', 'proposed'],
    ['spring', 'linked'],
  ]);
});
