import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import { createFiles } from '../../../src/main/connectors/folder/files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { eventually, fakeMedia, openJobs, writeAds } from './harness.ts';

const numbered = (count: number, content: (n: number) => string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${String(n).padStart(5, '0')}.mp4`, content(n)]),
  );

describe('a job', () => {
  it('does not run again by progress of it that was read before its end and is told after', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(3, (n) => `ok ${n}`),
    );
    const old: Promise<unknown>[] = [];
    const jobs = await openJobs({
      reader: (reader) => ({
        ...reader,
        async job(id) {
          const job = await reader.job(id);
          if (job?.state !== 'running' || old.length > 0) return job;
          const late = jobs.state(id, 'done').then(() => job);
          old.push(late);
          return late;
        },
      }),
    });
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    expect(old.length).toBeGreaterThan(0);
    await Promise.all(old);
    await delay(5);
    expect(jobs.jobsSeen(id).at(-1)?.state).toBe('done');
  });

  it('ends each file once and tells what became of it', async () => {
    const root = tempFolder();
    writeAds(root, {
      'a.mp4': 'ok a',
      'b.mp4': 'fail DAMAGED',
      'c.mp4': 'crash',
      'd/e.mp4': 'ok e',
      'notes.txt': 'no ad',
      'empty.mp4': '',
    });
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    const done = await jobs.state(id, 'done');
    expect(done.progress).toEqual({
      done: 4,
      total: 4,
      failed: 2,
      skipped: 2,
      bytes: expect.any(Number),
      eta_s: null,
      listed: true,
    });
    expect(done).toMatchObject({
      attempt: 1,
      error: null,
      started_at: expect.any(String),
      finished_at: expect.any(String),
    });
    expect(await jobs.store.reader.failures(id)).toEqual([
      {
        path: 'b.mp4',
        source: root,
        code: 'DAMAGED',
        message: expect.stringContaining('as the test asked'),
        next_step: expect.any(String),
      },
      {
        path: 'c.mp4',
        source: root,
        code: 'INTERNAL',
        message: expect.any(String),
        next_step: expect.any(String),
      },
    ]);
    expect((await jobs.store.reader.skipped(id)).map(({ path }) => path)).toEqual(['empty.mp4', 'notes.txt']);
    // The bug is in the log with its file.
    expect(jobs.problems).toMatchObject([
      { fields: { path: join(root, 'c.mp4'), error: expect.any(TypeError) } },
    ]);
  });

  it('says it is done after its last ads, and each ad once', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(60, (n) => `ok ${n}`),
    );
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    const lastAds = jobs.seen.findLastIndex((event) => event.type === 'ads');
    const doneAt = jobs.seen.findIndex((event) => event.type === 'job' && event.job.state === 'done');
    expect(lastAds).toBeLessThan(doneAt);
    const ids = jobs.seen.flatMap((event) => (event.type === 'ads' ? event.ids : []));
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
    const seqs = jobs.seen.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, n) => n + 1));
  });

  it('measures no more files at once than it may', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(20, (n) => `slow 5 ${n}`),
    );
    const jobs = await openJobs({ parallel: 3 });
    await jobs.state(await jobs.start([root]), 'done');
    expect(jobs.media.most()).toBe(3);
  });

  for (const fresh of [false, true]) {
    it(`measures equal bytes once, four at a time${fresh ? ', also when all is measured anew' : ''}`, async () => {
      const root = tempFolder();
      writeAds(
        root,
        numbered(40, (n) => `slow 3 content ${n % 4}`),
      );
      const jobs = await openJobs({ parallel: 4 });
      const id = await jobs.start([root], { fresh });
      await jobs.state(id, 'done');
      expect(jobs.media.asked).toHaveLength(4);
      expect(await jobs.items(id)).toMatchObject({ analyzed: 4, reused: 36, failed: 0 });
      expect(await jobs.store.reader.totals()).toMatchObject({ library: 4 });
    });
  }

  it('lets a copy fail on its own account when the first failed', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(4, () => 'fail TRUNCATED '),
    );
    const jobs = await openJobs({ parallel: 4 });
    const id = await jobs.start([root]);
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ failed: 4, done: 4 });
    expect(await jobs.store.reader.failures(id)).toHaveLength(4);
  });

  it('takes nothing up again that has not changed', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(30, (n) => `ok ${n}`),
    );
    const jobs = await openJobs();
    await jobs.state(await jobs.start([root]), 'done');
    const again = await jobs.start([root]);
    expect((await jobs.state(again, 'done')).progress).toMatchObject({ done: 30, total: 30 });
    expect(jobs.media.asked).toHaveLength(30);
    expect(await jobs.items(again)).toMatchObject({ analyzed: 0, reused: 30 });
    // One that was touched is hashed, found the same and not decoded; one with new bytes is.
    writeAds(root, { '00000.mp4': 'ok 0', '00001.mp4': 'ok changed' });
    const third = await jobs.start([root]);
    await jobs.state(third, 'done');
    expect(await jobs.items(third)).toMatchObject({ analyzed: 1, reused: 29 });
    // All of them when asked to.
    const fresh = await jobs.start([root], { fresh: true });
    await jobs.state(fresh, 'done');
    expect(await jobs.items(fresh)).toMatchObject({ analyzed: 30, reused: 0 });
  });

  it('makes pictures that are gone again, here and where the ads come from another place', async () => {
    const root = tempFolder();
    const files = numbered(30, (n) => `ok ${n}`);
    writeAds(root, files);
    const { store, ...jobs } = await openJobs();
    await jobs.state(await jobs.start([root]), 'done');
    const [shelf = ''] = readdirSync(store.picturesFolder);
    const [one = ''] = readdirSync(join(store.picturesFolder, shelf));
    // As after a kill in the middle, the folder is there.
    rmSync(join(store.pictureFolder(one), 'thumb.jpg'));
    const again = await jobs.start([root]);
    await jobs.state(again, 'done');
    expect(await jobs.items(again)).toMatchObject({ analyzed: 1, reused: 29 });
    expect(existsSync(join(store.pictureFolder(one), 'thumb.jpg'))).toBe(true);
    rmSync(store.picturesFolder, { recursive: true });
    const copy = tempFolder();
    writeAds(copy, files);
    const elsewhere = await jobs.start([copy]);
    await jobs.state(elsewhere, 'done');
    expect(await jobs.items(elsewhere)).toMatchObject({ analyzed: 30, reused: 0 });
  });

  it('tells what failed again without decoding it, until it or the decoder changes; what may be the machine’s is tried again', async () => {
    const root = tempFolder();
    writeAds(root, {
      'bad.mp4': 'fail DAMAGED',
      'slow.mp4': 'fail TIMEOUT',
      'crash.mp4': 'fail MEDIA_CRASH',
      'ok.mp4': 'ok',
    });
    const path = join(root, 'bad.mp4');
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const { store, ...jobs } = await openJobs();
    const analysed = async (more: { fresh?: boolean } = {}) => {
      jobs.media.asked.length = 0;
      const id = await jobs.start([root], more);
      expect((await jobs.state(id, 'done')).progress.done).toBe(4);
      return { asked: [...jobs.media.asked].sort(), failures: await store.reader.failures(id) };
    };
    const first = await analysed();
    expect(first.asked).toHaveLength(4);
    const again = await analysed();
    expect(again.asked).toEqual(['crash.mp4', 'slow.mp4']);
    expect(again.failures).toEqual(first.failures);
    expect((await analysed({ fresh: true })).asked).toHaveLength(4);
    // Mended, but of the same size and time: tried only when all is measured afresh, and then known as an ad.
    writeFileSync(path, 'ok a damaged'.slice(0, statSync(path).size));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    expect((await analysed()).asked).not.toContain('bad.mp4');
    expect((await analysed({ fresh: true })).failures.map(({ path }) => path)).not.toContain('bad.mp4');
    expect((await analysed()).failures.map(({ path }) => path)).not.toContain('bad.mp4');
    writeAds(root, { 'bad.mp4': 'fail BAD_HEADER' });
    expect((await analysed()).asked).toContain('bad.mp4');
    // Nothing is left of what could not be measured.
    const shelves = readdirSync(store.picturesFolder);
    const folders = shelves.flatMap((shelf) => readdirSync(join(store.picturesFolder, shelf)));
    expect(folders).toHaveLength(2);
  });

  it('tries again what failed while its share was away, though it is back as it was', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'fail BAD_HEADER' });
    const files = createFiles({ looksLikeMedia: () => false });
    const media = fakeMedia();
    let isMounted = true;
    const jobs = await openJobs({
      media,
      source: {
        ...files,
        stamp: async (item) =>
          isMounted || media.asked.length === 0
            ? files.stamp(item)
            : Promise.reject(new AppError('UNREADABLE')),
      },
    });
    isMounted = false;
    await jobs.state(await jobs.start([root]), 'done');
    isMounted = true;
    for (let n = 0; n < 2; n += 1) await jobs.state(await jobs.start([root]), 'done');
    expect(media.asked).toHaveLength(2);
  });

  it('refuses a file over 8 GB before it reads all of it', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok' });
    const files = createFiles({ looksLikeMedia: () => false });
    let hashed = 0;
    const jobs = await openJobs({
      source: {
        ...files,
        stamp: async (item) => ({ ...(await files.stamp(item)), size: 8 * 1024 ** 3 + 1 }),
        async sha256(item, signal) {
          hashed += 1;
          return files.sha256(item, signal);
        },
      },
    });
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    expect(await jobs.store.reader.failures(id)).toMatchObject([{ code: 'TOO_LARGE' }]);
    expect(hashed).toBe(0);
  });

  it('stops after the number of files it was given', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.txt': 'no', ...numbered(10, (n) => `ok ${n}`) });
    const jobs = await openJobs();
    const id = await jobs.start([root], { max: 3 });
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 3, total: 3 });
    expect(jobs.media.asked.sort()).toEqual(['00000.mp4', '00001.mp4', '00002.mp4']);
  });

  it('refuses a result of bytes that changed while they were measured', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait' });
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await eventually(() => jobs.media.running() === 1);
    writeAds(root, { 'a.mp4': 'ok another' });
    jobs.media.letGo();
    await jobs.state(id, 'done');
    expect(await jobs.store.reader.failures(id)).toMatchObject([{ code: 'UNREADABLE' }]);
    expect(await jobs.store.reader.totals()).toMatchObject({ library: 0 });
    await jobs.runner.resume(id, true);
    await jobs.state(id, 'done', 2);
    expect(await jobs.items(id)).toMatchObject({ analyzed: 1, failed: 0 });
  });

  it('fails as a whole when its folder is gone, and can be gone on with when it is back', async () => {
    const root = join(tempFolder(), 'ads');
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    const failed = await jobs.state(id, 'failed');
    expect(failed.error).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining(root) });
    writeAds(root, { 'a.mp4': 'ok' });
    await jobs.runner.resume(id, false);
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 1, total: 1 });
  });

  it('survives a folder that is removed while it is measured', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(40, (n) => `slow 30 ${n}`),
    );
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.until(() => jobs.media.asked.length > 4);
    // What is not found any more is no part of the job.
    await jobs.until(() => jobs.jobsSeen(id).some(({ progress }) => progress.total === 40));
    rmSync(root, { recursive: true });
    const done = await jobs.state(id, 'done');
    expect(done.progress).toMatchObject({ done: 40, total: 40 });
    expect(done.progress.failed).toBeGreaterThan(0);
    for (const { code } of await jobs.store.reader.failures(id))
      expect(['UNREADABLE', 'INTERNAL']).toContain(code);
  });

  it('runs one after the other, in the order they came', async () => {
    const [one, two] = [tempFolder(), tempFolder()];
    writeAds(
      one,
      numbered(10, (n) => `slow 3 one ${n}`),
    );
    writeAds(
      two,
      numbered(3, (n) => `ok two ${n}`),
    );
    const jobs = await openJobs();
    const first = await jobs.start([one]);
    const second = await jobs.start([two]);
    await jobs.state(second, 'done');
    const states = jobs.seen.flatMap((event) =>
      event.type === 'job' ? [`${event.job.id === first ? 1 : 2} ${event.job.state}`] : [],
    );
    expect(states.indexOf('1 done')).toBeLessThan(states.indexOf('2 running'));
  });
});

describe('stopping a job', () => {
  it('pauses at once, keeps what is done and starts the file in the middle again', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok', 'b.mp4': 'wait', 'c.mp4': 'wait c' });
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await eventually(() => jobs.media.asked.includes('c.mp4'));
    const paused = await jobs.runner.pause(id);
    expect(paused).toMatchObject({ state: 'paused', finished_at: null, progress: { done: 1 } });
    expect(jobs.media.running()).toBe(0);
    expect(await jobs.items(id)).toMatchObject({ queued: 2, analyzed: 1, failed: 0 });
    await expect(jobs.runner.pause(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await jobs.runner.resume(id, false);
    await eventually(() => jobs.media.running() === 2);
    jobs.media.letGo();
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 3, total: 3, failed: 0 });
    expect(jobs.media.asked.filter((name) => name === 'a.mp4')).toHaveLength(1);
    expect(await jobs.store.reader.job(id)).toMatchObject({ attempt: 2 });
  });

  it('cancels while it is still listing, and goes on from there', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(600, (n) => (n === 0 ? 'wait' : `ok ${n % 50}`)),
    );
    const jobs = await openJobs({ parallel: 1 });
    const id = await jobs.start([root]);
    await eventually(() => jobs.media.running() === 1);
    const cancelled = await jobs.runner.cancel(id);
    expect(cancelled).toMatchObject({ state: 'cancelled', error: null, finished_at: expect.any(String) });
    jobs.media.letGo();
    await jobs.runner.resume(id, false);
    await eventually(() => jobs.media.running() === 1);
    jobs.media.letGo();
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 600, total: 600 });
    expect(await jobs.store.reader.totals()).toMatchObject({ library: 51 });
  });

  it('cancels one that has not begun', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait' });
    const jobs = await openJobs();
    const first = await jobs.start([root]);
    const second = await jobs.start([root]);
    expect((await jobs.runner.cancel(second)).state).toBe('cancelled');
    await eventually(() => jobs.media.running() === 1);
    jobs.media.letGo();
    await jobs.state(first, 'done');
    expect(jobs.jobsSeen(second).map(({ state }) => state)).toEqual(['queued', 'cancelled']);
  });

  it('halts what runs and what is next, begins nothing of it meanwhile, says why, and goes on when asked', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait', 'b.mp4': 'wait b' });
    const jobs = await openJobs();
    const [first, second] = [await jobs.start([root]), await jobs.start([root])];
    await eventually(() => jobs.media.running() === 2);
    await jobs.runner.halt(new AppError('STOPPED', 'By a test.'));
    const error = { code: 'STOPPED', message: 'Everything was stopped. By a test.' };
    for (const id of [first, second])
      expect(await jobs.store.reader.job(id)).toMatchObject({ state: 'paused', error });
    expect(jobs.media.running()).toBe(0);
    expect(jobs.jobsSeen(second).map(({ state }) => state)).toEqual(['queued', 'paused']);
    for (const id of [first, second]) {
      await jobs.runner.resume(id, false);
      await eventually(() => jobs.media.running() === (id === first ? 2 : 0));
      jobs.media.letGo();
      expect(await jobs.state(id, 'done')).toMatchObject({ error: null, progress: { done: 2, failed: 0 } });
    }
  });

  it('is told by the stop alone, where it failed a moment before', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok a' });
    const [saves, saved] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const jobs = await openJobs({
      source: {
        ...createFiles({ looksLikeMedia: () => false }),
        fetch: () => Promise.reject(new AppError('RATE_LIMITED', 'the service', { afterMs: 3_600_000 })),
      },
      reader: (reader) => ({
        ...reader,
        async isListed(id) {
          const listed = await reader.isListed(id);
          // Asked again once the run is over, for its last numbers.
          if (listed) saves.resolve();
          if (listed) await saved.promise;
          return listed;
        },
      }),
    });
    const id = await jobs.start([root]);
    await saves.promise;
    const paused = jobs.runner.pause(id);
    await delay(20);
    saved.resolve();
    expect(await paused).toMatchObject({ state: 'paused', error: null, resumes_at: null });
  });

  it('calls off what a person let rest before everything was stopped, and closes though nobody answers', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait' });
    const calledOff: string[] = [];
    const jobs = await openJobs({
      calledOff: (jobId) => {
        calledOff.push(jobId);
        return new Promise(() => undefined);
      },
    });
    const [rests, runs] = [await jobs.start([root]), await jobs.start([root])];
    await eventually(() => jobs.media.running() === 1);
    await jobs.runner.pause(rests);
    expect(calledOff).toEqual([]);
    await eventually(() => jobs.media.running() === 1);
    await jobs.runner.halt(new AppError('STOPPED'));
    expect(calledOff).toEqual([runs, rests]);
    await jobs.close();
  });

  it('says what does not fit the state of the job', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok' });
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    const conflict = { code: 'CONFLICT' };
    await eventually(async () =>
      jobs.runner.pause(id).then(
        () => false,
        (error) => error.code === 'CONFLICT',
      ),
    );
    await expect(jobs.runner.cancel(id)).rejects.toMatchObject(conflict);
    await expect(jobs.runner.resume(id, false)).rejects.toMatchObject(conflict);
    await expect(jobs.runner.resume(id, true)).rejects.toMatchObject(conflict);
    for (const act of [jobs.runner.pause, jobs.runner.cancel])
      await expect(act('job_00000000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tries failed files again when asked to', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok', 'b.mp4': 'fail TIMEOUT', 'c.mp4': 'fail DAMAGED' });
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    writeAds(root, { 'b.mp4': 'ok now' });
    await jobs.runner.resume(id, true);
    expect((await jobs.state(id, 'done', 2)).progress).toMatchObject({ done: 3, failed: 1, total: 3 });
    expect(jobs.media.asked.filter((name) => name === 'a.mp4')).toHaveLength(1);
  });
});

describe('what follows a job', () => {
  it('has ended before anybody can read that the job is done, and is done again where a closing cut it short', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok a' });
    const began = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const first = await openJobs({
      follows: async () => {
        began.resolve();
        await end.promise;
      },
    });
    const id = await first.start([root]);
    await began.promise;
    expect(await first.store.reader.job(id)).toMatchObject({ state: 'running', progress: { done: 1 } });
    expect(first.jobsSeen(id).at(-1)).toMatchObject({ state: 'running', progress: { done: 1 } });
    const closed = first.close();
    end.resolve();
    await closed;
    let stood: unknown;
    const second = await openJobs({
      home: first.home,
      follows: async () => {
        stood = (await second.store.reader.job(id))?.state;
        throw new Error('nothing follows');
      },
    });
    await second.runner.start();
    await second.state(id, 'done');
    expect(stood).toBe('running');
    expect(second.media.asked).toEqual([]);
    expect(second.problems.map(({ text }) => text)).toEqual(['what follows the job']);
  });
});

describe('what a crash or a closing leaves', () => {
  it('is gone on with by the next owner, and what was done is not done again', async () => {
    const root = tempFolder();
    writeAds(root, { ...numbered(20, (n) => `ok ${n}`), 'y.mp4': 'wait', 'z.mp4': 'wait z' });
    const first = await openJobs();
    const id = await first.start([root]);
    await eventually(() => first.media.asked.includes('z.mp4') && first.media.running() === 2);
    await first.close();
    const second = await openJobs({ home: first.home });
    expect(await second.store.reader.unfinishedJobs()).toMatchObject([{ id, state: 'running' }]);
    await second.runner.start();
    await eventually(() => second.media.running() === 2);
    second.media.letGo();
    expect((await second.state(id, 'done')).progress).toMatchObject({ done: 22, total: 22, failed: 0 });
    expect(second.media.asked.sort()).toEqual(['y.mp4', 'z.mp4']);
  });

  it('is listed again where the listing was cut short, and nothing comes twice', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(300, (n) => `ok ${n}`),
    );
    const home = tempFolder();
    const cut = Promise.withResolvers<void>();
    const first = await openJobs({
      home,
      writer: (writer) => ({ ...writer, setListed: () => cut.promise }),
    });
    const id = await first.start([root]);
    await eventually(async () => (await first.items(id)).analyzed > 100);
    await Promise.all([first.close(), cut.reject(new Error('killed'))]);
    const second = await openJobs({ home });
    await second.runner.start();
    expect((await second.state(id, 'done')).progress).toMatchObject({ done: 300, total: 300 });
    expect(await second.store.reader.totals()).toMatchObject({ library: 300 });
  });

  it('leaves paused and cancelled jobs alone', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait' });
    const first = await openJobs();
    const id = await first.start([root]);
    await eventually(() => first.media.running() === 1);
    await first.runner.pause(id);
    await first.close();
    const second = await openJobs({ home: first.home });
    await second.runner.start();
    expect(second.jobsSeen(id)).toEqual([]);
    expect(await second.store.reader.job(id)).toMatchObject({ state: 'paused' });
  });
});

describe('progress', () => {
  it('only grows, is never more than its total, and is told at most ten times a second', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(400, (n) => `${n % 7 === 0 ? 'fail DAMAGED' : 'ok'} ${n}`),
    );
    const jobs = await openJobs({ parallel: 4 });
    // Half of it is known already, so that what ends while it is listed is mixed with what is measured.
    await jobs.state(await jobs.start([root], { max: 200 }), 'done');
    const before = jobs.seen.length;
    const startedMs = performance.now();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    const seconds = (performance.now() - startedMs) / 1000;
    const told = jobs.jobsSeen(id);
    expect(told.at(-1)?.progress).toMatchObject({ total: 400, listed: true, eta_s: null });
    for (const [n, { progress, state }] of told.entries()) {
      const last = told[n - 1]?.progress;
      if (!last) continue;
      for (const key of ['done', 'failed', 'skipped', 'bytes', 'total'] as const)
        expect(progress[key], `${key} of event ${n} (${state})`).toBeGreaterThanOrEqual(last[key]);
      expect(progress.done).toBeLessThanOrEqual(progress.total);
      expect(progress.listed || !last.listed).toBe(true);
    }
    // Beside the states themselves: queued, running, done.
    expect(jobs.seen.slice(before).filter(({ type }) => type === 'job').length).toBeLessThanOrEqual(
      10 * seconds + 4,
    );
    expect(told.some(({ progress }) => progress.eta_s !== null)).toBe(true);
  });

  it('tells nothing after the end', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(30, (n) => `ok ${n}`),
    );
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    const events = jobs.seen.length;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(jobs.seen.length).toBe(events);
    expect(jobs.jobsSeen(id).at(-1)?.state).toBe('done');
    expect(jobs.problems).toEqual([]);
  });
});

describe('trouble with the store', () => {
  it('fails the job with the code, and the next one runs', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok' });
    let broken = true;
    const jobs = await openJobs({
      writer: (writer) => ({
        ...writer,
        finishItem: async (item, end) => {
          if (broken) throw new AppError('STORE_CORRUPT', 'on purpose');
          return writer.finishItem(item, end);
        },
      }),
    });
    const id = await jobs.start([root]);
    expect((await jobs.state(id, 'failed')).error).toMatchObject({ code: 'STORE_CORRUPT' });
    broken = false;
    await jobs.runner.resume(id, false);
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 1 });
  });

  it('tells the end even when nothing more can be written', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok' });
    let full = false;
    const jobs = await openJobs({
      writer: (writer) => {
        const refuse = async (): Promise<never> => {
          throw new AppError('DISK_FULL', 'on purpose');
        };
        return {
          ...writer,
          finishItem: async () => {
            full = true;
            return refuse();
          },
          setJobState: async (...args) => (full ? refuse() : writer.setJobState(...args)),
          setProgress: async (...args) => (full ? refuse() : writer.setProgress(...args)),
        };
      },
    });
    const id = await jobs.start([root]);
    expect((await jobs.state(id, 'waiting')).error).toMatchObject({
      code: 'DISK_FULL',
      next_step: expect.stringContaining('Free'),
    });
    // The row could not be changed, so the next owner goes on with it.
    expect(await jobs.store.reader.unfinishedJobs()).toMatchObject([{ id }]);
    await jobs.close();
    const next = await openJobs({ home: jobs.home });
    await next.runner.start();
    await next.state(id, 'done');
  });

  it.each([
    ['pause', 'paused'],
    ['cancel', 'cancelled'],
  ] as const)(
    'keeps a %s while another program holds the library, and writes it after',
    async (how, state) => {
      const root = tempFolder();
      writeAds(root, { 'a.mp4': 'wait' });
      let isLocked = false;
      const jobs = await openJobs({
        writer: (writer) => {
          const refuse = async (): Promise<never> => {
            throw new AppError('STORE_LOCKED', 'on purpose');
          };
          return {
            ...writer,
            setJobState: async (...args) => (isLocked ? refuse() : writer.setJobState(...args)),
            setProgress: async (...args) => (isLocked ? refuse() : writer.setProgress(...args)),
          };
        },
      });
      const [runs, next] = [await jobs.start([root]), await jobs.start([root])];
      await eventually(() => jobs.media.running() === 1);
      isLocked = true;
      const kept = { state: 'waiting', error: { code: 'STORE_LOCKED' } };
      expect(await jobs.runner[how](next)).toMatchObject(kept);
      expect(await jobs.runner[how](runs)).toMatchObject(kept);
      isLocked = false;
      for (const id of [next, runs]) {
        await jobs.state(id, state);
        expect(await jobs.store.reader.job(id)).toMatchObject({ state, error: null });
      }
      expect(jobs.media.asked).toEqual(['a.mp4']);
    },
  );

  it('does not go on where it was cancelled while its going on waited for the library', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait' });
    const written = Promise.withResolvers<void>();
    const jobs = await openJobs({
      writer: (writer) => ({
        ...writer,
        async setJobState(id, state, ...more) {
          const job = await writer.setJobState(id, state, ...more);
          if (state === 'queued') await written.promise;
          return job;
        },
      }),
    });
    const id = await jobs.start([root]);
    await eventually(() => jobs.media.running() === 1);
    await jobs.runner.pause(id);
    const resumed = jobs.runner.resume(id, false);
    await eventually(async () => (await jobs.store.reader.job(id))?.state === 'queued');
    expect(await jobs.runner.cancel(id)).toMatchObject({ state: 'cancelled' });
    written.resolve();
    expect(await resumed).toMatchObject({ state: 'cancelled' });
    expect(jobs.jobsSeen(id).at(-1)).toMatchObject({ state: 'cancelled' });
  });

  it('waits before the disk is full, writes that down, and goes on by itself when there is room', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(6, (n) => `ok ${n}`),
    );
    let free = 10 ** 12;
    const media = fakeMedia();
    const jobs = await openJobs({
      media,
      parallel: 1,
      reader: (reader) => ({ ...reader, freeBytes: async () => (media.asked.length >= 3 ? free : 10 ** 12) }),
    });
    free = 1000;
    const id = await jobs.start([root]);
    const waiting = await jobs.state(id, 'waiting');
    expect(waiting.error).toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('1000 bytes are free'),
    });
    expect(await jobs.store.reader.job(id)).toMatchObject({
      state: 'waiting',
      progress: { done: 3, total: 6 },
    });
    free = 10 ** 12;
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 6, total: 6, failed: 0 });
    expect(media.asked).toHaveLength(6);
  });

  it('is taken up by the next owner when it waited for room', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok' });
    const first = await openJobs({ reader: (reader) => ({ ...reader, freeBytes: async () => 0 }) });
    const id = await first.start([root]);
    await first.state(id, 'waiting');
    await first.close();
    const next = await openJobs({ home: first.home });
    await next.runner.start();
    await next.state(id, 'done');
  });
});

describe('a large folder', () => {
  it('of 2,000 known files is listed and taken as known, twice, and each file once', async () => {
    const root = tempFolder();
    writeAds(
      root,
      numbered(2000, (n) => `ok ${n % 20}`),
    );
    const jobs = await openJobs({ parallel: 4 });
    // As after a first run, which would write 2,000 times to disk.
    const first = await jobs.start([root], { max: 20 });
    await jobs.state(first, 'done');
    const ids = await jobs.store.reader.ids({ filter: { clauses: [] }, sort: 'name' });
    const known = numbered(2000, () => '');
    const rows = Object.keys(known).map((path, n) => {
      const { size, mtimeNs } = statSync(join(root, path), { bigint: true });
      return [root, path, join(root, path), Number(size), String(mtimeNs), ids[n % 20]];
    });
    const raw = new Sqlite(jobs.store.file);
    raw
      .prepare(`INSERT INTO files (root, path, absolute, size, mtime_ns, sha256, ad_id)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ads.sha256, ads.id
        FROM json_each(?) JOIN ads ON ads.id = value ->> 5 WHERE true ON CONFLICT DO NOTHING`)
      .run(JSON.stringify(rows));
    raw.close();
    for (let n = 0; n < 2; n += 1) {
      const id = await jobs.start([root]);
      expect((await jobs.state(id, 'done')).progress).toMatchObject({
        done: 2000,
        total: 2000,
        failed: 0,
      });
      expect(await jobs.items(id)).toMatchObject({ reused: 2000 });
    }
    expect(jobs.media.asked).toHaveLength(20);
    expect(await jobs.store.reader.totals()).toMatchObject({ library: 20 });
  });
});
