import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/main/store/index.ts';
import { builtCli as cli } from '../support/built-cli.ts';
import { node } from '../support/children.ts';
import { Random } from '../support/clips/random.ts';
import { makeReadOnly, mayMount, smallDisk, whyNot } from '../support/mount.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually, openJobs, writeAds } from '../unit/jobs/harness.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../unit/store/ads.ts';

const MB = 1024 ** 2;
const ads = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [`${String(n).padStart(2, '0')}.mp4`, `ok ${n}`]),
);
const sound = (home: string): unknown => {
  const db = new Sqlite(join(home, 'titan.db'));
  const answer = db.pragma('integrity_check', { simple: true });
  db.close();
  return answer;
};

describe(`a full disk (${mayMount ? 'on a small one of its own' : whyNot})`, () => {
  it.skipIf(!mayMount)(
    'stops a job before it is full, and the job goes on by itself when there is room',
    async () => {
      const disk = join(tempFolder(), 'disk');
      smallDisk(disk, 256);
      const root = tempFolder();
      writeAds(root, ads);
      let measured = 0;
      const filler = join(disk, 'filler');
      const jobs = await openJobs({
        home: join(disk, 'home'),
        parallel: 1,
        writer: (writer) => ({
          ...writer,
          async finishItem(item, end) {
            await writer.finishItem(item, end);
            measured += 1;
            if (measured === 10)
              writeFileSync(filler, Buffer.alloc(statfsSync(disk).bavail * statfsSync(disk).bsize - 20 * MB));
          },
        }),
      });
      const id = await jobs.start([root]);
      const waiting = await jobs.state(id, 'waiting');
      expect(waiting.error).toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(/\d+ bytes are free .* \d+ are needed/),
      });
      expect(await jobs.store.reader.job(id)).toMatchObject({
        state: 'waiting',
        progress: { done: 10, total: 40 },
      });
      rmSync(filler);
      expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 40, failed: 0 });
      expect(await jobs.store.reader.totals()).toMatchObject({ library: 40 });
    },
  );

  it.skipIf(!mayMount)(
    'at any moment leaves what was stored whole: 40 disks filled to the last byte',
    async () => {
      const random = new Random(20_261_122);
      let refused = 0;
      for (let n = 0; n < 40; n += 1) {
        const disk = join(tempFolder(), 'disk');
        smallDisk(disk, 16);
        const store = await openStore(
          disk,
          () => at,
          () => [],
        );
        const items = await aJob(
          store,
          '/ads',
          Array.from({ length: 60 }, (_, i) => `${i}.mp4`),
        );
        const fillAfter = random.whole(0, 30);
        let stored = 0;
        let failure: unknown;
        for (const [i, item] of items.entries()) {
          if (i === fillAfter) fill(disk, random.whole(0, 300_000));
          try {
            await store.writer.finishItem(item, analyzed(anAd(shaOf(i))));
            stored += 1;
          } catch (error) {
            failure = error;
            break;
          }
        }
        const label = `disk ${n}, filled after ${fillAfter}`;
        if (failure) {
          refused += 1;
          expect(failure, label).toMatchObject({ name: 'AppError', code: 'DISK_FULL' });
        }
        expect(await store.reader.totals(), label).toMatchObject({ library: stored });
        rmSync(join(disk, 'filler'));
        // With room again the same store goes on where it stopped.
        for (const [i, item] of items.entries())
          if (i >= stored) await store.writer.finishItem(item, analyzed(anAd(shaOf(i))));
        expect(await store.reader.totals(), label).toMatchObject({ library: 60 });
        store.close();
        expect(sound(disk), label).toBe('ok');
      }
      expect(refused).toBeGreaterThan(10);
    },
  );

  it.skipIf(!mayMount)('refuses a backup with its code and leaves no half of one', async () => {
    const disk = join(tempFolder(), 'disk');
    smallDisk(disk, 16);
    const store = await openStore(
      disk,
      () => at,
      () => [],
    );
    const items = await aJob(
      store,
      '/ads',
      Array.from({ length: 100 }, (_, i) => `${i}.mp4`),
    );
    for (const [i, item] of items.entries()) await store.writer.finishItem(item, analyzed(anAd(shaOf(i))));
    fill(disk, 40_000);
    await expect(store.backup('manual')).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await store.backups()).toEqual([]);
    rmSync(join(disk, 'filler'));
    expect((await store.backup('manual')).verified).toBe(true);
    store.close();
  });

  it.skipIf(!mayMount)('is told by the command line with what to do, and exit code 3', async () => {
    const disk = join(tempFolder(), 'disk');
    smallDisk(disk, 32);
    const root = tempFolder();
    writeAds(root, { 'a.png': 'no picture' });
    const { code, stderr } = await node([cli, 'analyze', root], { TITAN_HOME: join(disk, 'home') }).ended;
    expect(code).toBe(3);
    expect(stderr).toContain('The disk is full.');
    expect(stderr).toContain('Free some space');
  });
});

describe.skipIf(process.platform === 'win32')(
  'a disk that refuses a write for another reason than room',
  () => {
    /** A file ends after so many blocks of 512 bytes. */
    const limited = (blocks: number, home: string, ...args: string[]) =>
      spawnSync('sh', ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, cli, ...args], {
        encoding: 'utf8',
        env: { ...process.env, TITAN_HOME: home },
      });

    it('is said in one line, with exit code 3', () => {
      const { status, stderr } = limited(100, tempFolder(), 'ads');
      expect(stderr).toMatch(/^READ_ONLY: .*the disk refused a write.*\n$/);
      expect(status).toBe(3);
    });

    it('fails no command that has done its work by then: what is stored stays in the log for the next', async () => {
      const home = tempFolder();
      await node([cli, 'ads'], { TITAN_HOME: home }).ended;
      const { status, stderr } = limited(100, home, 'call', 'settings.set', '{"theme":"dark"}');
      expect([status, stderr]).toEqual([0, '']);
      const { stdout } = await node([cli, 'call', 'settings.get'], { TITAN_HOME: home }).ended;
      expect(JSON.parse(stdout).theme).toBe('dark');
    });
  },
);

describe(`a data folder that cannot be written (${mayMount ? 'read-only for everyone' : whyNot})`, () => {
  it.skipIf(!mayMount)('is said in one line, with exit code 3, new or old', async () => {
    for (const old of [false, true]) {
      const home = join(tempFolder(), 'home');
      mkdirSync(home);
      if (old) await node([cli, 'ads'], { TITAN_HOME: home }).ended;
      makeReadOnly(home);
      const { code, stdout, stderr } = await node([cli, 'ads'], { TITAN_HOME: home }).ended;
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^READ_ONLY: .*TITAN_HOME/);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(3);
    }
  });

  it.skipIf(!mayMount)('keeps the doctor from no other part', async () => {
    const home = join(tempFolder(), 'home');
    mkdirSync(home);
    await node([cli, 'backup'], { TITAN_HOME: home }).ended;
    makeReadOnly(home);
    const { code, stdout, stderr } = await node([cli, 'doctor'], { TITAN_HOME: home }).ended;
    expect(stdout).toMatch(/ok +Video decoder +ffmpeg /);
    expect(stdout).toMatch(/FAILED +Library +The data folder cannot be written/);
    expect(stdout).toMatch(/Free space/);
    expect(stdout).toMatch(/ok +Backups +1, newest/);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^READ_ONLY: .*\n$/)]);
    expect((await node([cli, 'doctor', '--json'], { TITAN_HOME: home }).ended).stdout).toBe('');
  });

  it.skipIf(!mayMount)('that becomes so under a running job fails the job and loses nothing', async () => {
    const home = join(tempFolder(), 'home');
    mkdirSync(home);
    const root = tempFolder();
    writeAds(root, { ...ads, '05.mp4': 'wait' });
    const jobs = await openJobs({ home, parallel: 1 });
    const id = await jobs.start([root]);
    await eventually(() => jobs.media.running() === 1 && jobs.media.asked.includes('05.mp4'));
    const before = await jobs.store.reader.totals();
    makeReadOnly(home);
    jobs.media.letGo();
    await jobs.until(() => jobs.jobsSeen(id).some(({ state }) => state === 'failed' || state === 'done'));
    // The open database stays writable on Linux; only new files are refused, and that has a code.
    const { progress, error } = jobs.jobsSeen(id).at(-1) ?? {};
    expect(error?.code).toBe('READ_ONLY');
    expect(progress?.done).toBeGreaterThanOrEqual(before.library);
  });
});

/** Leaves this many bytes free. */
function fill(disk: string, leave: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(1, bavail * bsize - leave)));
}
