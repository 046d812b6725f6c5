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
