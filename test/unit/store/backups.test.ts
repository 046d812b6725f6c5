import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { isSound, listBackups, replaceWithBackup } from '../../../src/main/store/backups.ts';
import { openDatabase } from '../../../src/main/store/db.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { node, sleep } from '../../support/children.ts';
import { Random } from '../../support/clips/random.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';

const seed = 20261122;

/** Time that moves on by this much at each look, so that no two backups have one name. */
function clock(stepS: number) {
  let ms = Date.parse(at);
  return () => {
    ms += stepS * 1000;
    return new Date(ms).toISOString();
  };
}
const open = (home: string, now: () => string = () => at) => openStore(home, now, () => []);

async function fill(store: Awaited<ReturnType<typeof open>>, root: string, from: number, count: number) {
  const items = await aJob(
    store,
    root,
    Array.from({ length: count }, (_, n) => `${n}.mp4`),
  );
  for (const [n, item] of items.entries())
    await store.writer.finishItem(item, analyzed(anAd(shaOf(from + n))));
}

/** 8 MB that nobody reads, so that copying takes its time. */
function makeLarge(file: string): void {
  const raw = new Sqlite(file);
  raw.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO settings SELECT 'filler ' || i, hex(randomblob(2000)) FROM n`);
  raw.close();
}

const adsOf = (file: string): number => {
  const db = new Sqlite(file, { readonly: true });
  const ads = db.prepare('select count(*) from ads').pluck().get() as number;
  db.close();
  return ads;
};

describe('a backup', () => {
  it('is a whole, checked copy in one file, made while the library is written to', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 40);
    makeLarge(store.file);
    const [backup] = await Promise.all([store.backup('manual'), fill(store, '/b', 1000, 40)]);
    expect(backup).toMatchObject({
      file: `20261122T210000Z-${store.schemaVersion}-manual.db`,
      at: '2026-11-22T21:00:00Z',
      schema_version: store.schemaVersion,
      verified: true,
    });
    expect(readdirSync(join(home, 'backups'))).toEqual([backup.file]);
    const file = join(home, 'backups', backup.file);
    expect(isSound(file)).toBe(true);
    expect(readFileSync(file).length).toBe(backup.bytes);
    expect(adsOf(file)).toBeGreaterThanOrEqual(40);
    // Opening it leaves nothing beside it.
    expect(readdirSync(join(home, 'backups'))).toEqual([backup.file]);
    store.close();
  });

  it('does not disturb another that is asked for meanwhile', async () => {
    const home = tempFolder();
    const store = await open(home, clock(1));
    await fill(store, '/a', 0, 50);
    const all = await Promise.all([store.backup('manual'), store.backup('hourly'), store.backup('daily')]);
    expect((await store.backups()).map(({ file }) => file).sort()).toEqual(
      all.map(({ file }) => file).sort(),
    );
    store.close();
  });

  it('replaces the oldest of its kind: 24 hourly, 14 daily, and no other kind', async () => {
    const home = tempFolder();
    const store = await open(home, clock(3600));
    const first = await store.backup('manual');
    for (let n = 0; n < 27; n += 1) await store.backup('hourly');
    for (let n = 0; n < 16; n += 1) await store.backup('daily');
    const kept = await store.backups();
    const of = (reason: string) => kept.filter((backup) => backup.reason === reason);
    expect([of('hourly').length, of('daily').length, of('manual').length]).toEqual([24, 14, 1]);
    expect(of('manual')).toEqual([first]);
    const newest = kept.map((backup) => backup.at);
    expect(newest).toEqual([...newest].sort().reverse());
    store.close();
  });

  it('is the newest one also where the clock was set back a little since, and not where it was hours ahead', async () => {
    const home = tempFolder();
    let now = '2026-11-22T09:00:00.000Z';
    const store = await open(home, () => now);
    const files: string[] = [];
    for (const each of ['22T09:00', '22T12:00', '22T10:02']) {
      now = `2026-11-${each}:00.000Z`;
      files.push((await store.backup('manual')).file);
    }
    now = '2026-11-22T10:01:00.000Z';
    const { backup: newest } = await store.newestBackup();
    const all = (await store.backups()).map(({ file }) => file);
    store.close();
    const [before, hoursAhead, aheadByAMinute] = files;
    expect(newest?.file).toBe(aheadByAMinute);
    expect(all).toEqual([aheadByAMinute, before, hoursAhead]);
  });

  it('never takes a name it did not give', async () => {
    const home = tempFolder();
    (await open(home)).close();
    const folder = join(home, 'backups');
    for (const name of [
      'mine.db',
      '20261122T210000Z-1-other.db',
      '20261122T210000Z-1-manual.db.part',
      '..db',
    ])
      writeFileSync(join(folder, name), '');
    expect(await listBackups(folder, '2027-01-01T00:00:00Z')).toEqual([]);
  });

  it('fails with a code when it cannot be read back, and leaves no half of it', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 60);
    const good = await store.backup('manual');
    // Behind the open store's back: a page of the table of ads.
    const raw = new Sqlite(store.file);
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
    const db = readFileSync(store.file);
    for (let page = 10; page < 25; page += 1) db.fill(0x5a, page * 4096, page * 4096 + 200);
    writeFileSync(store.file, db);
    await expect(store.backup('hourly')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(readdirSync(join(home, 'backups'))).toEqual([good.file]);
    expect(isSound(join(home, 'backups', good.file))).toBe(true);
    store.close();
  });

  it('leaves the older ones untouched when it is killed, 8 times at random', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 20);
    makeLarge(store.file);
    const old = await store.backup('daily');
    store.close();
    const file = join(home, 'backups', old.file);
    const before = readFileSync(file);
    const random = new Random(seed);
    let halves = 0;
    for (let n = 0; n < 8; n += 1) {
      const child = node([join(import.meta.dirname, 'back-up.ts'), home]);
      await child.said('open');
      await sleep(random.between(0, 120));
      child.process.kill('SIGKILL');
      await child.ended;
      halves +=
        readdirSync(join(home, 'backups')).filter((name) => name.includes('.part')).length > 0 ? 1 : 0;
      for (const name of readdirSync(join(home, 'backups')).filter((each) => each.endsWith('.db')))
        expect(isSound(join(home, 'backups', name)), `kill ${n} of seed ${seed}: ${name}`).toBe(true);
    }
    expect(halves).toBeGreaterThan(0);
    expect(readFileSync(file).equals(before)).toBe(true);
    const again = await open(home);
    expect(readdirSync(join(home, 'backups')).filter((name) => name.includes('.part'))).toEqual([]);
    expect((await again.reader.totals()).library).toBe(20);
    again.close();
  });
});

describe('the backups of a library that is gone', () => {
  it('are told of by the empty one that is made, and do not make room for its own until that is dismissed', async () => {
    const home = tempFolder();
    const lost = await open(home, clock(3600));
    for (let n = 0; n < 20; n += 1) await lost.backup('daily');
    const kept = await lost.backups();
    lost.close();
    rmSync(lost.file);
    const now = clock(3600);
    const store = await open(home, () => now().replace('2026', '2027'));
    expect((await store.reader.settings()).recovery).toMatchObject({ backup_at: null, backups: 14 });
    for (let n = 0; n < 16; n += 1) await store.backup('daily');
    const own = (await store.backups()).filter(({ at }) => at.startsWith('2027'));
    expect(own).toHaveLength(14);
    expect((await store.backups()).slice(14)).toEqual(kept);
    await store.writer.setSettings({ recovery: null });
    await store.backup('daily');
    expect(await store.backups()).toHaveLength(14);
    store.close();
    // A library that is there says nothing.
    const again = await open(home);
    expect((await again.reader.settings()).recovery).toBeNull();
    again.close();
  });
});

describe('a library in the place of one that is gone', () => {
  async function aLost(): Promise<{ home: string; copy: string; file: string }> {
    const home = tempFolder();
    const lost = await open(home);
    await fill(lost, '/a', 0, 3);
    const copy = (await lost.backup('migration')).file;
    lost.close();
    rmSync(lost.file);
    return { home, copy, file: lost.file };
  }
  const later = () => at.replace('2026', '2027');

  it('stands in for it until it holds an ad or that is dismissed', async () => {
    const { home } = await aLost();
    const store = await open(home, later);
    expect(await store.isStandIn()).toBe(true);
    await fill(store, '/b', 100, 1);
    expect(await store.isStandIn()).toBe(false);
    store.close();
  });

  it('stands in for it no more once it holds work of another kind', async () => {
    const { home } = await aLost();
    const store = await open(home, later);
    await store.writer.saveMetaAccount({ id: '1', name: 'DE', currency: 'EUR', timeZone: 'UTC' }, at);
    expect(await store.isStandIn()).toBe(true);
    const ad = { id: '2', name: 'UGC', status: 'ACTIVE', effectiveStatus: 'ACTIVE', createdAt: null };
    const place = { campaignId: '3', adSetId: '4', creativeId: null };
    await store.writer.saveStructure('1', { ads: [{ ...ad, ...place }] }, at);
    expect(await store.isStandIn()).toBe(false);
    store.close();
  });

  it('is told of also where the start that made its first page was cut off', async () => {
    const { home, file } = await aLost();
    const cut = new Sqlite(file);
    cut.pragma('journal_mode = WAL');
    cut.close();
    expect(statSync(file).size).toBe(4096);
    const store = await open(home, later);
    expect((await store.reader.settings()).recovery).toMatchObject({ backup_at: null, backups: 1 });
    store.close();
  });

  it('still tells of it when it is damaged itself and goes back to a copy of its own', async () => {
    const { home, copy, file } = await aLost();
    const store = await open(home, later);
    const { recovery } = await store.reader.settings();
    await fill(store, '/b', 100, 1);
    await store.backup('daily');
    store.close();
    writeFileSync(file, '');
    const again = await open(home, () => at.replace('2026', '2028'));
    expect(again.recovery?.backup.reason).toBe('daily');
    expect((await again.reader.totals()).library).toBe(1);
    const { backup, keptAside } = again.recovery ?? {};
    expect((await again.reader.settings()).recovery).toEqual({
      ...recovery,
      went_back: { backup_at: backup?.at, kept_aside: keptAside },
    });
    expect((await again.newestBackup()).backup?.file).toBe(copy);
    again.close();
  });

  it('keeps the copies of it also when it is migrated', async () => {
    const { home, copy } = await aLost();
    (await open(home, later)).close();
    const folder = join(home, 'backups');
    for (let n = 1; n <= 11; n += 1)
      cpSync(join(folder, copy), join(folder, copy.replace('2026', String(2026 - n))));
    const step = { up: async () => undefined };
    (await openDatabase(home, later, { ...migrations, '9999-last': step })).close();
    expect(readdirSync(folder).filter((name) => name < '2027')).toHaveLength(12);
  });
});

describe('going back to a backup', () => {
  it('keeps what it replaces, with its log, and loses nothing of either', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 5);
    const backup = await store.backup('manual');
    await fill(store, '/b', 100, 7);
    store.close();
    const aside = await replaceWithBackup(join(home, 'backups', backup.file), store.file, at);
    expect(adsOf(aside)).toBe(12);
    const again = await open(home);
    expect((await again.reader.totals()).library).toBe(5);
    expect(again.recovery).toBeNull();
    again.close();
    // Within the same second.
    const second = await replaceWithBackup(join(home, 'backups', backup.file), store.file, at);
    expect(second).not.toBe(aside);
    expect([adsOf(aside), adsOf(second)]).toEqual([12, 5]);
  });

  it('keeps the library itself where one backup after the other is tried, however many', async () => {
    const home = tempFolder();
    const store = await open(home);
    const backup = join(home, 'backups', (await store.backup('manual')).file);
    await fill(store, '/a', 0, 3);
    store.close();
    const now = clock(60);
    const first = await replaceWithBackup(backup, store.file, now());
    for (let n = 0; n < 6; n += 1) await replaceWithBackup(backup, store.file, now());
    expect(adsOf(first)).toBe(3);
  });

  it('keeps the last five that it replaced, each with its log, and always the one of now', async () => {
    const home = tempFolder();
    const store = await open(home);
    const backup = join(home, 'backups', (await store.backup('manual')).file);
    store.close();
    const now = clock(15 * 86_400);
    // A clock was years ahead once.
    const kept = [await replaceWithBackup(backup, store.file, at.replace('2026', '2036'))];
    for (let n = 0; n < 7; n += 1) {
      writeFileSync(`${store.file}-wal`, 'log');
      kept.push(await replaceWithBackup(backup, store.file, now()));
    }
    const [ahead = '', ...others] = kept;
    const left = others.slice(-4).flatMap((file) => [file, `${file}-wal`]);
    const names = [ahead, ...left].map((file) => basename(file)).sort();
    expect(
      readdirSync(home)
        .filter((name) => name.includes('replaced'))
        .sort(),
    ).toEqual(names);
    const again = await open(home);
    const bytes = (await again.keptAside()).reduce((sum, one) => sum + one.bytes, 0);
    expect(bytes).toBe(names.reduce((sum, name) => sum + statSync(join(home, name)).size, 0));
    again.close();
  });

  it('passes over copies of no bytes and of a newer Titan Ads for an older one that it can read', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 3);
    const good = (await store.backup('manual')).file;
    const { backupFolder, schemaVersion } = store;
    store.close();
    writeFileSync(join(backupFolder, good.replace('2026', '2027')), '');
    const newer = good.replace('2026', '2028').replace(`-${schemaVersion}-`, `-${schemaVersion + 1}-`);
    cpSync(join(backupFolder, good), join(backupFolder, newer));
    expect(isSound(join(backupFolder, good.replace('2026', '2027')))).toBe(false);
    writeFileSync(store.file, 'not a database');
    const again = await open(home, () => at.replace('2026', '2029'));
    expect(again.recovery?.backup.file).toBe(good);
    expect((await again.newestBackup()).backup?.file).not.toBe(newer);
    again.close();
  });

  it('says that only a newer Titan Ads reads the copies where that wrote all of them', async () => {
    const home = tempFolder();
    const store = await open(home);
    const { file } = await store.backup('manual');
    const { backupFolder, schemaVersion } = store;
    store.close();
    const newer = file.replace(`-${schemaVersion}-`, `-${schemaVersion + 1}-`);
    renameSync(join(backupFolder, file), join(backupFolder, newer));
    writeFileSync(store.file, 'not a database');
    await expect(open(home)).rejects.toMatchObject({
      code: 'STORE_NEWER',
      detail: expect.stringContaining('are of a newer version'),
    });
    writeFileSync(join(backupFolder, newer), '');
    await expect(open(home)).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      detail: expect.stringContaining('none of its backups is whole'),
    });
    expect(readFileSync(store.file, 'utf8')).toBe('not a database');
  });

  it('refuses a backup that is damaged, and changes nothing', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 3);
    store.close();
    const bad = join(home, 'backups', `20261122T210000Z-${store.schemaVersion}-manual.db`);
    writeFileSync(bad, 'no database');
    await expect(replaceWithBackup(bad, store.file, at)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(readdirSync(home).filter((name) => name.startsWith('titan.db'))).toEqual([
      'titan.db',
      'titan.db.seal',
    ]);
    expect(adsOf(store.file)).toBe(3);
  });

  it('ends as the old or the new library when it is killed, 10 times at random and at each step', async () => {
    const home = tempFolder();
    const store = await open(home);
    await fill(store, '/a', 0, 3);
    const backup = await store.backup('manual');
    await fill(store, '/b', 100, 4);
    store.close();
    const check = async (copy: string, label: string): Promise<void> => {
      const again = await open(copy);
      const ads = (await again.reader.totals()).library;
      expect([3, 7], label).toContain(ads);
      // If it is the backup now, the other must be there as well.
      const aside = readdirSync(copy).find(
        (name) => name.startsWith('titan.db.replaced') && !/-(wal|shm)$/.test(name),
      );
      if (ads === 3) expect(adsOf(join(copy, aside as string)), label).toBe(7);
      expect(existsSync(join(copy, 'titan.db.incoming')), label).toBe(false);
      again.close();
    };
    const random = new Random(seed);
    for (let n = 0; n < 10; n += 1) {
      const copy = join(tempFolder(), 'home');
      cpSync(home, copy, { recursive: true });
      const args = [join(copy, 'backups', backup.file), join(copy, 'titan.db')];
      const child = node([join(import.meta.dirname, 'restore-once.ts'), ...args]);
      await child.said('starting');
      await sleep(random.between(0, 25));
      child.process.kill('SIGKILL');
      await child.ended;
      await check(copy, `kill ${n} of seed ${seed}`);
    }
    // The moments between its renames, made by hand: they are too short to be hit.
    const steps: [string, (copy: string) => void][] = [
      ['half a copy', (copy) => writeFileSync(join(copy, 'titan.db.incoming'), 'half')],
      [
        'the old one gone, the new one not there',
        (copy) => {
          cpSync(join(copy, 'backups', backup.file), join(copy, 'titan.db.incoming'));
          cpSync(join(copy, 'titan.db'), join(copy, 'titan.db.replaced-20261122T205959Z'));
          rmSync(join(copy, 'titan.db'));
        },
      ],
      [
        'and its log still there',
        (copy) => {
          cpSync(join(copy, 'backups', backup.file), join(copy, 'titan.db.incoming'));
          cpSync(join(copy, 'titan.db'), join(copy, 'titan.db.replaced-20261122T205959Z'));
          rmSync(join(copy, 'titan.db'));
          writeFileSync(join(copy, 'titan.db-wal'), readFileSync(join(copy, 'titan.db.incoming')));
        },
      ],
    ];
    for (const [label, make] of steps) {
      const copy = join(tempFolder(), 'home');
      cpSync(home, copy, { recursive: true });
      make(copy);
      await check(copy, label);
    }
  });
});

it('counts what this process wrote, so that an unchanged library need not be copied again', async () => {
  const store = await tempStore(() => at);
  const before = store.changes();
  await store.backup('manual');
  await store.reader.settings();
  expect(store.changes()).toBe(before);
  await store.writer.setSettings({ theme: 'dark' });
  expect(store.changes()).toBeGreaterThan(before);
});
