import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import { openDatabase } from '../../../src/main/store/db.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { Random } from '../../support/clips/random.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';
import { adsIn, damages } from './damage.ts';

const ads = 150;
const seed = 20261122;
const timesEach = 8;
const open = (home: string) =>
  openStore(
    home,
    () => at,
    () => [],
  );

/** A data folder with a backup of everything and a write-ahead log that was never taken in, as after a kill. */
async function aLibrary(): Promise<string> {
  const live = join(tempFolder(), 'live');
  cpSync(tempFolder(), live, { recursive: true });
  const store = await open(live);
  const items = await aJob(
    store,
    '/ads',
    Array.from({ length: ads }, (_, n) => `${n}.mp4`),
  );
  for (const [n, item] of items.entries()) await store.writer.finishItem(item, analyzed(anAd(shaOf(n))));
  await store.backup('manual');
  const other = new Sqlite(join(live, 'titan.db'));
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  // The last commits are in the log alone.
  for (const item of items.slice(0, 20))
    await store.writer.finishItem(item, analyzed(anAd(shaOf(item.seq), 60)));
  const killed = join(tempFolder(), 'killed');
  cpSync(live, killed, { recursive: true });
  store.close();
  return killed;
}

describe('a damaged database', () => {
  it(`is never used in silence: ${Object.keys(damages).length} kinds, ${timesEach} of each`, async () => {
    const library = await aLibrary();
    const outcomes = { restored: 0, sound: 0 };
    for (const [kind, damage] of Object.entries(damages)) {
      const random = new Random(seed);
      for (let n = 0; n < timesEach; n += 1) {
        const label = `${kind}, number ${n} of seed ${seed}`;
        const home = join(tempFolder(), 'home');
        cpSync(library, home, { recursive: true });
        const file = join(home, 'titan.db');
        damage(file, random);
        const judged = join(home, 'judged.db');
        for (const suffix of ['', '-wal']) cpSync(file + suffix, judged + suffix);
        const sound = adsIn(judged);

        const store = await open(home);
        const total = (await store.reader.totals()).library;
        expect(store.isSound(), label).toBe(true);
        if (store.recovery) {
          outcomes.restored += 1;
          expect(total, label).toBe(ads);
          expect(existsSync(store.recovery.keptAside), label).toBe(true);
        } else {
          outcomes.sound += 1;
          expect(total, label).toBe(sound);
        }
        // A log that is hit ends before the hit, as SQLite means it to: an earlier whole state is no damage.
        if (sound === null) expect(store.recovery, label).not.toBeNull();
        // A value that was hit where no check of pages looks fails with a code and never as a bug.
        const ids = await store.reader.ids({ filter: { clauses: [] }, sort: 'added' });
        const read = store.reader.ads(ids, () => ({
          compared: true,
          distinctiveness: null,
          near_duplicate_of: null,
        }));
        await read.catch((error) =>
          expect(error, label).toMatchObject({ name: 'AppError', code: 'STORE_CORRUPT' }),
        );
        store.close();
      }
    }
    expect(outcomes.restored + outcomes.sound).toBe(Object.keys(damages).length * timesEach);
    expect(outcomes.restored).toBeGreaterThan(60);
  });

  it('passes over backups that are damaged themselves and takes the newest good one', async () => {
    const home = join(tempFolder(), 'home');
    cpSync(await aLibrary(), home, { recursive: true });
    const good = readdirSync(join(home, 'backups'))[0] as string;
    const bytes = readFileSync(join(home, 'backups', good));
    // A clock that was wrong once has named a copy of long ago; the newest of now is damaged itself.
    for (const [stamp, content] of [
      ['20361122T210000Z', bytes],
      [good.slice(0, 16), Buffer.from(bytes).fill(7, 4096, 20_000)],
    ] as const)
      writeFileSync(join(home, 'backups', `${stamp}-99-manual.db`), content);
    writeFileSync(join(home, 'titan.db'), 'not a database');
    rmSync(join(home, 'titan.db-wal'));
    const store = await open(home);
    expect(store.recovery?.backup.file).toBe(good);
    const told = { at, backup_at: store.recovery?.backup.at, kept_aside: store.recovery?.keptAside };
    expect((await store.reader.settings()).recovery).toEqual(told);
    expect(readFileSync(store.recovery?.keptAside as string, 'utf8').slice(0, 100)).toBe('not a database');
    store.close();
    // Whoever opens it next, until it is dismissed.
    const next = await open(home);
    expect((await next.reader.settings()).recovery).toEqual(told);
    await next.writer.setSettings({ recovery: null });
    next.close();
    const last = await open(home);
    expect((await last.reader.settings()).recovery).toBeNull();
    last.close();
  });

  it('is told of where what comes after it in that start has failed', async () => {
    const home = join(tempFolder(), 'home');
    cpSync(await aLibrary(), home, { recursive: true });
    writeFileSync(join(home, 'titan.db'), 'not a database');
    rmSync(join(home, 'titan.db-wal'));
    const full = { up: () => Promise.reject(new AppError('DISK_FULL', 'There is no room.')) };
    await expect(openDatabase(home, () => at, { ...migrations, '9999-last': full })).rejects.toThrow(
      'no room',
    );
    const store = await open(home);
    expect(store.recovery).toBeNull();
    const { recovery } = await store.reader.settings();
    expect(existsSync(recovery?.backup_at ? recovery.kept_aside : '')).toBe(true);
    store.close();
  });

  it('says so when there is no backup, and leaves the file alone', async () => {
    const home = join(tempFolder(), 'home');
    cpSync(tempFolder(), home, { recursive: true });
    const text = 'no database'.repeat(1000);
    writeFileSync(join(home, 'titan.db'), text);
    const failure = await open(home).catch((error) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure.code).toBe('STORE_CORRUPT');
    expect(failure.message).toContain('titan.db');
    expect(readFileSync(join(home, 'titan.db'), 'utf8') === text).toBe(true);
  });
});
