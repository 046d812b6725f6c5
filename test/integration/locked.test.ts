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

/** How often this process had its turn while that ran. */
async function turnsWhile(run: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 5);
  await run().finally(() => clearInterval(timer));
  return turns;
}

describe('a library that another program holds', () => {
  it('is written to once it is let go, and this process does not stand still meanwhile', async () => {
    const home = tempFolder();
    const store = await open(home);
    const letGo = hold(home, 'writing');
    setTimeout(letGo, 2000);
    expect(await turnsWhile(() => store.writer.setSettings({ theme: 'dark' }))).toBeGreaterThan(20);
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
