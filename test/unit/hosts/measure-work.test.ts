import { expect, test } from 'vitest';
import { describeText } from '../../../src/main/core/measure/text/describe.ts';
import { textFactsOf } from '../../../src/main/core/measure/text/facts.ts';
import { measureWork } from '../../../src/main/hosts/measure-work.ts';
import type { JobItem } from '../../../src/main/ports.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../store/ads.ts';

test('a reading fetches again what left the cache for its words, and nothing for a logo alone', async () => {
  const store = await tempStore(() => at);
  const items = await aJob(store, '/ads', ['read.mp4', 'new.mp4']);
  for (const [n, item] of items.entries()) await store.writer.finishItem(item, analyzed(anAd(shaOf(n))));
  const [read, unread] = items.map((item, n) => ({ ...item, adId: shaOf(n).slice(0, 16) })) as [
    JobItem,
    JobItem,
  ];
  const fetched: string[] = [];
  const fetchedAgain = {
    fetchAhead: 0,
    fetch: async ({ path }: JobItem) => {
      fetched.push(path);
      return () => undefined;
    },
  };
  const parts = { store, sources: { fetchedAgain } } as unknown as Parameters<typeof measureWork>[0];
  const { source } = await measureWork(parts).read.start(read.jobId);
  const adId = read.adId as string;
  const text = describeText([], textFactsOf(await store.reader.measuredFacts(adId)));
  const words = { text, spoken: null, palettes: [], readAt: at };
  await store.writer.finishItem(read, { kind: 'read', adId, words, logo: null });
  for (const item of [read, unread]) await source.fetch(item, new AbortController().signal);
  expect(fetched).toEqual(['new.mp4']);
});
