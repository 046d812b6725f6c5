import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Progress } from '../../../src/contract/index.ts';
import { Passing } from '../../../src/main/core/passing.ts';
import { createProgress } from '../../../src/main/jobs/progress.ts';
import { type ItemWork, runItems } from '../../../src/main/jobs/run-items.ts';
import type { ItemEnd, JobItem } from '../../../src/main/ports.ts';

const jobId = 'job_00000000';
const silent = () => undefined;

type Options = Parameters<typeof runItems>[0];

const itemsOf = (sizes: readonly number[]): JobItem[] =>
  sizes.map((size, n) => ({ jobId, seq: n + 1, stamp: { size } }) as JobItem);

/** Two at once; what is written and free is as the test has it. */
const optionsOf = (
  items: readonly JobItem[],
  { finishItem = silent, freeBytes = async () => 1e12 }: Record<string, unknown>,
) =>
  ({
    reader: {
      counts: async () => ({ queued: items.length, analyzed: 0, reused: 0, failed: 0, skipped: 0, bytes: 0 }),
      isListed: async () => true,
      freeBytes,
      queuedItems: async (_: string, after: number) => items.filter(({ seq }) => seq > after),
    },
    writer: { finishItem },
    events: { emit: silent },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    parallel: async () => 2,
  }) as unknown as Options;

/**
 * One run of a job of so many ads, each of which is judged but for one vote. As in the runner, no rest is the last one
 * once an item has come to a good end.
 */
async function run(ads: number, { code, isLast }: { code: 'UPSTREAM' | 'OFFLINE'; isLast: boolean }) {
  const ends: ItemEnd[] = [];
  const work: ItemWork = {
    source: { fetchAhead: 0, fetch: async () => silent },
    list: async () => undefined,
    async run({ seq }) {
      await delay(seq);
      return { kind: 'judged', adId: '0123456789abcdef', asked: true, lacks: true } as ItemEnd;
    },
    leftFor: () => new Passing(code, 'the judge'),
  };
  const options = optionsOf(itemsOf(Array(ads).fill(1)), {
    finishItem: async (_: JobItem, end: ItemEnd) => void ends.push(end),
  });
  const progress = createProgress(jobId, () => 0, silent);
  const last = () => isLast && !progress.hasMoved();
  const ended = await runItems(options, work, jobId, progress, new AbortController(), last).then(
    () => 'done',
    (error) => error.code,
  );
  progress.end(await options.reader.counts(jobId), true);
  return { ended, lacking: ends.filter((end) => end.kind === 'judged' && end.lacks).length };
}

test('what is handed out first has the machine to itself, however long its look at the disk takes', async () => {
  const begun: number[] = [];
  let looks = 0;
  const freeBytes = async () => {
    looks += 1;
    if (looks === 1) await delay(50);
    return 1e12;
  };
  const work: ItemWork = {
    source: { fetchAhead: 0, fetch: async () => silent },
    list: async () => undefined,
    aheadMs: 60_000,
    async run({ seq }) {
      begun.push(seq);
      return { kind: 'read', adId: '0123456789abcdef', words: null, logo: null };
    },
  };
  const progress = createProgress(jobId, () => 0, silent);
  const options = optionsOf(itemsOf([9, 1]), { freeBytes });
  await runItems(options, work, jobId, progress, new AbortController(), () => false);
  progress.end(await options.reader.counts(jobId), true);
  expect(begun).toEqual([2, 1]);
});

test('the few ads that a judge never answers end without its vote, all in the run after which no rest is left', async () => {
  expect(await run(2, { code: 'UPSTREAM', isLast: true })).toEqual({ ended: 'done', lacking: 0 });
});

test.each([
  ['it is asked again after a rest', 2, { code: 'UPSTREAM', isLast: false }],
  ['more ads than are asked at once tell that it is down', 3, { code: 'UPSTREAM', isLast: true }],
  ['a line that is down is no ad’s', 2, { code: 'OFFLINE', isLast: true }],
] as const)('none does while %s', async (_why, ads, outage) => {
  expect(await run(ads, outage)).toEqual({ ended: outage.code, lacking: ads });
});

test('a file that does not come keeps the listing from nothing but waiting for more', async () => {
  const items = itemsOf([1]);
  let listed = 0;
  const options = optionsOf(items, {});
  const progress = createProgress(jobId, () => 0, silent);
  const work: ItemWork = {
    source: { fetchAhead: 0, fetch: () => Promise.reject(new Passing('UPSTREAM', 'it never comes')) },
    async list(signal, onBatch, isDown) {
      for (listed = 1; listed < 5; listed += 1) {
        onBatch({});
        await delay(10, undefined, { signal });
      }
      await delay(60_000, undefined, { signal: isDown });
    },
    run: () => Promise.reject(new Error('nothing is here to be worked on')),
  };
  const reader = { ...options.reader, isListed: async () => false };
  const ended = runItems({ ...options, reader }, work, jobId, progress, new AbortController(), () => false);
  await expect(ended).rejects.toMatchObject({ code: 'UPSTREAM' });
  progress.end(await reader.counts(jobId), false);
  expect(listed).toBe(5);
});

test('what is listed is counted as it comes: the store would go over all of it at each batch', async () => {
  const { reader, ...options } = optionsOf([], {});
  let asked = 0;
  const counts = async () => {
    asked += 1;
    return { queued: 0, analyzed: 0, reused: 0, failed: 0, skipped: 0, bytes: 0 };
  };
  const counting = { ...reader, counts, isListed: async () => false };
  const told: Progress[] = [];
  const progress = createProgress(
    jobId,
    () => 200 * told.length,
    (_, now) => void told.push(now),
  );
  const work: ItemWork = {
    source: { fetchAhead: 0, fetch: async () => silent },
    async list(_signal, onBatch) {
      for (let batch = 0; batch < 3; batch += 1)
        onBatch({ total: 2, skipped: 500, files: 2, failed: 0, bytes: 10, adIds: [] });
    },
    run: () => Promise.reject(new Error('nothing is left to be worked on')),
  };
  const all = { ...options, reader: counting };
  await runItems(all, work, jobId, progress, new AbortController(), () => false);
  expect(asked).toBe(1);
  expect(told.at(-1)).toMatchObject({ done: 6, total: 6, skipped: 1500, bytes: 30, listed: true });
});

test('what stops it while it lists is told as itself, not as the listing that was stopped by it', async () => {
  const { reader, ...options } = optionsOf(itemsOf([1]), { freeBytes: async () => 0 });
  const unlisted = { ...reader, isListed: async () => false };
  const progress = createProgress(jobId, () => 0, silent);
  const work: ItemWork = {
    source: { fetchAhead: 0, fetch: async () => silent },
    list: (signal) => delay(60_000, undefined, { signal }),
    run: () => Promise.reject(new Error('there is no room for it')),
  };
  const ended = runItems(
    { ...options, reader: unlisted },
    work,
    jobId,
    progress,
    new AbortController(),
    () => false,
  );
  await expect(ended).rejects.toMatchObject({ code: 'DISK_FULL' });
  progress.end(await reader.counts(jobId), false);
});

test.each([
  ['waits with all that are left', false, 'UPSTREAM', [1]],
  ['fails alone once no rest is left', true, 'done', [1, 2, 3]],
] as const)('a step whose service is down %s', async (_how, isLast, how, asked) => {
  const steps: number[] = [];
  const work: ItemWork = {
    source: { fetchAhead: 0, fetch: async () => silent },
    asks: true,
    list: async () => undefined,
    async run({ seq }) {
      steps.push(seq);
      if (seq === 1) throw new Passing('UPSTREAM', 'a day');
      return { kind: 'refreshed' };
    },
  };
  const options = { ...optionsOf(itemsOf([1, 1, 1]), {}), parallel: async () => 1 };
  const progress = createProgress(jobId, () => 0, silent);
  const ended = runItems(options, work, jobId, progress, new AbortController(), () => isLast);
  expect(
    await ended.then(
      () => 'done',
      ({ code }) => code,
    ),
  ).toBe(how);
  progress.end(await options.reader.counts(jobId), true);
  expect(steps).toEqual(asked);
});
