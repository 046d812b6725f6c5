import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/main/store/index.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually, openJobs, writeAds } from '../unit/jobs/harness.ts';
import { at } from '../unit/store/ads.ts';

const open = (home: string) =>
  openStore(
    home,
    () => at,
    () => [],
  );

/** Another program with the library open: nobody else may write, or not even open it. */
function hold(home: string, how: 'writing' | 'all of it') {
  const other = new Sqlite(join(home, 'titan.db'));
  if (how === 'all of it') other.pragma('locking_mode = EXCLUSIVE');
  other.exec('begin immediate');
  onTestFinished(() => void other.close());
  return () => void other.close();
}

/** How long this process stood still at most while it ran, in ms. */
async function longestStop(run: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 5);
  await run().finally(() => clearInterval(timer));
  look();
  return longest;
}

describe('a library that another program holds', () => {
  it('is written to soon after it is let go, and nothing of this process stands still meanwhile', async () => {
    const home = tempFolder();
    const store = await open(home);
    const letGo = hold(home, 'writing');
    setTimeout(letGo, 2000);
    const began = performance.now();
    expect(await longestStop(() => store.writer.setSettings({ theme: 'dark' }))).toBeLessThan(500);
    expect(performance.now() - began).toBeLessThan(3500);
    expect((await store.reader.settings()).theme).toBe('dark');
    store.close();
  });

  it('opens once it is let go, and is told with what to do when that takes long', async () => {
    const home = tempFolder();
    (await open(home)).close();
    let letGo = hold(home, 'all of it');
    setTimeout(letGo, 1500);
    (await open(home)).close();
    letGo = hold(home, 'all of it');
    const refused = open(home);
    await expect(refused).rejects.toMatchObject({ name: 'AppError', code: 'STORE_LOCKED' });
    letGo();
  });

  it('makes a job wait, which goes on by itself once it is let go', async () => {
    const home = tempFolder();
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'wait', 'b.mp4': 'ok', 'c.mp4': 'ok' });
    const jobs = await openJobs({ home });
    const id = await jobs.start([root]);
    await eventually(() => jobs.media.asked.includes('a.mp4'));
    const letGo = hold(home, 'writing');
    jobs.media.letGo();
    expect((await jobs.state(id, 'waiting')).error).toMatchObject({
      code: 'STORE_LOCKED',
      next_step: expect.stringContaining('goes on by itself'),
    });
    letGo();
    // The film in the middle is measured again.
    await eventually(() => jobs.media.asked.filter((name) => name === 'a.mp4').length === 2);
    jobs.media.letGo();
    expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 3, failed: 0 });
  });
});
