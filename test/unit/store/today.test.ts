import { expect, it } from 'vitest';
import type { JobItem } from '../../../src/main/ports.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';

it('counts what was scored since a moment and names the best, of equals by id, those without a score last', async () => {
  const store = await tempStore(() => at);
  const scores = [70, null, 90, 70, 99, null];
  const items = await aJob(
    store,
    '/ads',
    scores.map((_, n) => `${n}.mp4`),
  );
  for (const [n, score] of scores.entries()) {
    const measuredAt = `2026-11-${n === 4 ? 19 : 20}T10:00:00.000Z`;
    await store.writer.finishItem(items[n] as JobItem, analyzed({ ...anAd(shaOf(n), score), measuredAt }));
  }
  const { ads, best } = await store.reader.scoredSince('2026-11-20T10:00:00.000Z', 4);
  expect(ads).toBe(5);
  expect(best.map(({ id, score, interval80 }) => [id, score, interval80])).toEqual([
    [anAd(shaOf(2)).id, 90, [80, 100]],
    [anAd(shaOf(0)).id, 70, [60, 80]],
    [anAd(shaOf(3)).id, 70, [60, 80]],
    [anAd(shaOf(1)).id, null, null],
  ]);
  expect(await store.reader.scoredSince('2026-11-20T10:00:00.001Z', 4)).toEqual({ ads: 0, best: [] });
});
