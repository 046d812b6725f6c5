import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCursor } from '../../../src/main/jobs/cursor.ts';
import type { JobItem } from '../../../src/main/ports.ts';

const itemsOf = (sizes: readonly number[]): JobItem[] =>
  sizes.map((size, at) => ({
    jobId: 'job' as JobItem['jobId'],
    seq: at + 1,
    root: '/ads',
    path: `${at}.mp4`,
    absolute: `/ads/${at}.mp4`,
    stamp: { size, mtimeNs: '0' },
    adId: null,
  }));

async function handedOut(items: readonly JobItem[]): Promise<number[]> {
  const queuedItems = async (_: unknown, after: number, limit: number) =>
    items.filter(({ seq }) => seq > after).slice(0, limit);
  const next = createCursor({ queuedItems }, 'job' as JobItem['jobId']);
  const seqs: number[] = [];
  for (let item = await next(); item; item = await next()) seqs.push(item.seq);
  return seqs;
}

test('the smallest of the first items leads, the others keep their order', async () => {
  expect(await handedOut(itemsOf([90, 40, 7, 7, 60]))).toEqual([3, 1, 2, 4, 5]);
  expect(await handedOut([])).toEqual([]);
});

test('each item is handed out once, and beside the first all are in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1000), { maxLength: 200 }), async (sizes) => {
      const seqs = await handedOut(itemsOf(sizes));
      expect(seqs.toSorted((a, b) => a - b)).toEqual(sizes.map((_, at) => at + 1));
      expect(seqs.slice(1)).toEqual(seqs.slice(1).toSorted((a, b) => a - b));
    }),
  );
});
