import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import { createFiles } from '../../../src/main/connectors/folder/files.ts';
import { Later } from '../../../src/main/core/later.ts';
import { Passing } from '../../../src/main/core/passing.ts';
import { restAfter } from '../../../src/main/jobs/rest.ts';
import type { AdSource } from '../../../src/main/ports.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { eventually, openJobs, writeAds } from './harness.ts';

const files = createFiles({ looksLikeMedia: () => false });
/** A service that asks to be left alone this long, as often as this. */
function busy(afterMs: number | null, times: number): AdSource {
  let left = times;
  return {
    ...files,
    async fetch(item, signal) {
      left -= 1;
      if (left >= 0) throw new AppError('RATE_LIMITED', 'the service', { afterMs });
      return files.fetch(item, signal);
    },
  };
}

describe('a job that met a limit', () => {
  it('waits until the time that the service named, says so, and goes on by itself', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok 1', 'b.mp4': 'ok 2' });
    const jobs = await openJobs({ source: busy(400, 1), parallel: 1 });
    const before = Date.now();
    const id = await jobs.start([root]);
    const waiting = await jobs.state(id, 'waiting');
    expect(waiting.error).toMatchObject({ code: 'RATE_LIMITED' });
    expect(waiting.finished_at).toBeNull();
    const named = Date.parse(waiting.resumes_at ?? '');
    expect(named).toBeGreaterThanOrEqual(before + 400);
    const done = await jobs.state(id, 'done');
    expect(Date.parse(done.finished_at ?? '')).toBeGreaterThanOrEqual(named);
    expect(done).toMatchObject({ resumes_at: null, error: null, progress: { done: 2, failed: 0 } });
  });

  it('is taken up by the next owner, and not before its time', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok 1' });
    const first = await openJobs({ source: busy(1500, 1) });
    const id = await first.start([root]);
    const { resumes_at } = await first.state(id, 'waiting');
    await first.close();
    const next = await openJobs({ home: first.home });
    await next.runner.start();
    const running = await next.state(id, 'done');
    expect(Date.parse(running.started_at ?? '')).toBeLessThan(Date.parse(resumes_at ?? ''));
    expect(Date.parse(running.finished_at ?? '')).toBeGreaterThanOrEqual(Date.parse(resumes_at ?? ''));
  });

  it('can be resumed sooner, and cancelled while it waits', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok 1' });
    const jobs = await openJobs({ source: busy(3_600_000, 2) });
    const id = await jobs.start([root]);
    await jobs.state(id, 'waiting');
    await jobs.runner.resume(id, false);
    expect(await jobs.state(id, 'waiting', 2)).toMatchObject({ attempt: 2 });
    expect(await jobs.runner.cancel(id)).toMatchObject({ state: 'cancelled', resumes_at: null });
  });
});

/** A file that never comes, for now; each run ends as slowly as this. */
async function restingAfter(restMs: number, endsInMs: number) {
  const root = tempFolder();
  writeAds(root, { 'a.mp4': 'ok 1' });
  let asked = 0;
  const source: AdSource = {
    ...files,
    async fetch(item, signal) {
      asked += 1;
      if (asked === 1) throw new Passing('OFFLINE', 'the service', restMs);
      return files.fetch(item, signal);
    },
  };
  const jobs = await openJobs({ source, finished: () => delay(endsInMs) });
  const id = await jobs.start([root]);
  await eventually(async () => (await jobs.store.reader.job(id))?.state === 'waiting');
  return { jobs, id, asked: () => asked };
}

it.each([
  ['pause', 'paused'],
  ['cancel', 'cancelled'],
] as const)('a %s that meets a job on its way into its wait holds', async (how, state) => {
  const { jobs, id, asked } = await restingAfter(400, 200);
  expect(await jobs.runner[how](id)).toMatchObject({ state, error: null, resumes_at: null });
  await delay(500);
  expect(asked()).toBe(1);
  expect(await jobs.store.reader.job(id)).toMatchObject({ state });
});

it('a job whose rest is over before its run has come to its end goes on after it', async () => {
  const { jobs, id } = await restingAfter(0, 200);
  expect(await jobs.state(id, 'done')).toMatchObject({ progress: { done: 1, failed: 0 } });
});

describe('a service that is down', () => {
  /** Nothing can be had while it is. */
  function outage(code: 'UPSTREAM' | 'OFFLINE') {
    let down = true;
    const source: AdSource = {
      ...files,
      async fetch(item, signal) {
        if (down) throw new Passing(code, 'the service');
        return files.fetch(item, signal);
      },
    };
    const ends = (): void => {
      down = false;
    };
    return { source, ends };
  }

  it.each(['UPSTREAM', 'OFFLINE'] as const)(
    'costs no file its place: the job waits a minute, says why, and then takes them all (%s)',
    async (code) => {
      const root = tempFolder();
      writeAds(root, { 'a.mp4': 'ok 1', 'b.mp4': 'ok 2', 'c.mp4': 'ok 3' });
      const { source, ends } = outage(code);
      const jobs = await openJobs({ source });
      const before = Date.now();
      const id = await jobs.start([root]);
      const waiting = await jobs.state(id, 'waiting');
      expect(waiting).toMatchObject({ error: { code }, progress: { done: 0, failed: 0, total: 3 } });
      const rest = Date.parse(waiting.resumes_at ?? '') - before;
      expect(rest).toBeGreaterThanOrEqual(60_000);
      expect(rest).toBeLessThan(75_000);
      ends();
      await jobs.runner.resume(id, false);
      expect(await jobs.state(id, 'done')).toMatchObject({ error: null, progress: { done: 3, failed: 0 } });
    },
  );

  it('lets what is under way end, which may be paid for, and begins nothing new', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'slow 400', 'b.mp4': 'ok 2', 'c.mp4': 'ok 3' });
    const asked: string[] = [];
    const source: AdSource = {
      ...files,
      async fetch(item, signal) {
        asked.push(item.path);
        if (item.path !== 'a.mp4') throw new Passing('UPSTREAM', 'the service');
        return files.fetch(item, signal);
      },
    };
    const jobs = await openJobs({ source });
    const id = await jobs.start([root]);
    const waiting = await jobs.state(id, 'waiting');
    expect(waiting).toMatchObject({
      error: { code: 'UPSTREAM' },
      progress: { done: 1, failed: 0, total: 3 },
    });
    expect(asked).toHaveLength(2);
  });

  it('is counted by its rests in a row: looks at a batch are none, and it begins anew once something came or a person says', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok 1', 'b.mp4': 'ok 2' });
    let [mayCome, looks] = [0, 20];
    const source: AdSource = {
      ...files,
      async *list(payload, signal) {
        looks -= 1;
        if (looks >= 0) throw new Later('a batch', 0);
        yield* files.list(payload, signal);
      },
      async fetch(item, signal) {
        mayCome -= 1;
        if (mayCome < 0) throw new Passing('OFFLINE', 'the service', 0);
        return files.fetch(item, signal);
      },
    };
    const jobs = await openJobs({ source, parallel: 1 });
    const id = await jobs.start([root]);
    const failed = await jobs.state(id, 'failed');
    expect(failed).toMatchObject({ attempt: 20 + 16, progress: { done: 0, failed: 0, total: 2 } });
    mayCome = 1;
    await jobs.runner.resume(id, false);
    expect(await jobs.state(id, 'failed', 2)).toMatchObject({
      attempt: 20 + 32,
      progress: { done: 1, failed: 0 },
    });
  });

  it('is counted without the waits for batches that were called off', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok 1' });
    let asked = 0;
    const source: AdSource = {
      ...files,
      async fetch() {
        asked += 1;
        throw new Passing(asked % 2 === 0 ? 'STILL_ENDING' : 'OFFLINE', 'the service', 0);
      },
    };
    const jobs = await openJobs({ source });
    const failed = await jobs.state(await jobs.start([root]), 'failed');
    expect(failed).toMatchObject({ attempt: 15 + 15 + 1, error: { code: 'OFFLINE' } });
  });

  it('of which one file never comes, though all others did, has that one fail in the end, and the job is done', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok 1', 'b.mp4': 'ok 2', 'c.mp4': 'ok 3' });
    const source: AdSource = {
      ...files,
      async fetch(item, signal) {
        if (item.path === 'b.mp4') throw new Passing('UPSTREAM', 'b', 0);
        return files.fetch(item, signal);
      },
    };
    const jobs = await openJobs({ source });
    const id = await jobs.start([root]);
    expect(await jobs.state(id, 'done')).toMatchObject({ error: null, progress: { done: 3, failed: 1 } });
    expect((await jobs.state(id, 'waiting', 15)).error).toMatchObject({ code: 'UPSTREAM' });
  });

  it('is looked at again for a quarter of an hour, and then when a person says', () => {
    const down = new Passing('UPSTREAM', 'the service');
    expect([1, 15, 16].map((nth) => restAfter(down, nth))).toEqual([60_000, 60_000, null]);
    expect(restAfter(new AppError('UPSTREAM', 'it does not take this'), 1)).toBeNull();
  });
});

it('rests longer with each try where nobody says how long, and not at all after what will not pass', () => {
  const limited = new AppError('RATE_LIMITED');
  expect([1, 2, 3, 40].map((attempt) => restAfter(limited, attempt))).toEqual([
    60_000, 120_000, 240_000, 3_600_000,
  ]);
  expect(restAfter(new Later('a batch', 15_000), 7)).toBe(15_000);
  expect(restAfter(new AppError('AUTH_EXPIRED'), 1)).toBeNull();
  expect(restAfter(new TypeError('a bug'), 1)).toBeNull();
});
