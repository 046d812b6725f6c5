import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { isSound } from '../../src/main/store/backups.ts';
import { openDatabase } from '../../src/main/store/db.ts';
import { openStore } from '../../src/main/store/index.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { node, sleep } from '../support/children.ts';
import { Random } from '../support/clips/random.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../unit/store/ads.ts';
import { laterSteps, rows } from './later-steps.ts';

const kills = 20;
const seed = 20261122;
const script = join(import.meta.dirname, 'migrate.ts');

/** A library of the released version with ads in it. */
async function aLibrary(): Promise<string> {
  const home = tempFolder();
  const store = await openStore(
    home,
    () => at,
    () => [],
  );
  const items = await aJob(store, '/ads', ['a.mp4', 'b.mp4', 'c.mp4']);
  for (const [n, item] of items.entries()) await store.writer.finishItem(item, analyzed(anAd(shaOf(n))));
  store.close();
  return home;
}

function look(home: string) {
  const db = new Sqlite(join(home, 'titan.db'));
  const one = (query: string) => db.prepare(query).pluck().get() as number;
  const has = (table: string) => one(`select count(*) from sqlite_master where name = '${table}'`) === 1;
  const steps = db.prepare('select name from kysely_migration order by name').pluck().all() as string[];
  const found = {
    sound: db.pragma('integrity_check', { simple: true }),
    steps,
    ads: one('select count(*) from ads'),
    facts: has('facts') ? one('select count(*) from facts') : 0,
    leftOver: has('facts_new'),
    computed: has('done') ? one('select count(*) from facts where doubled = 2 * size') : 0,
  };
  db.close();
  return found;
}

const names = Object.keys(laterSteps);
const released = Object.keys(migrations).length;
const backupName = `20261122T210000Z-${Number.parseInt(Object.keys(migrations).at(-1) ?? '', 10)}-migration.db`;
const backupsOf = (home: string) => readdirSync(join(home, 'backups')).sort();

describe('migrating', () => {
  it('goes step by step, with one checked backup before', async () => {
    const home = await aLibrary();
    (await openDatabase(home, () => at, laterSteps)).close();
    expect(look(home)).toMatchObject({ sound: 'ok', steps: names, ads: 3, facts: rows, computed: rows });
    expect(backupsOf(home)).toEqual([backupName]);
    const backup = join(home, 'backups', backupName);
    expect(isSound(backup)).toBe(true);
    const db = new Sqlite(backup, { readonly: true });
    expect(db.prepare('select count(*) from ads').pluck().get()).toBe(3);
    db.close();
    // Again is nothing.
    (await openDatabase(home, () => '2026-11-23T00:00:00.000Z', laterSteps)).close();
    expect(backupsOf(home)).toHaveLength(1);
  });

  it('makes no backup of a library that does not exist yet', async () => {
    const home = tempFolder();
    (await openDatabase(home, () => at, laterSteps)).close();
    expect(backupsOf(home)).toEqual([]);
  });

  it('keeps the steps before one that throws, and nothing of that one', async () => {
    const home = await aLibrary();
    const broken = {
      ...laterSteps,
      '9002-rebuild': {
        async up(db: Parameters<(typeof migrations)['0001-init']['up']>[0]) {
          await sql`DROP TABLE facts`.execute(db);
          await sql`DELETE FROM ads`.execute(db);
          throw new Error('broken on purpose');
        },
      },
    };
    await expect(openDatabase(home, () => at, broken)).rejects.toThrow('broken on purpose');
    expect(look(home)).toMatchObject({
      sound: 'ok',
      steps: names.slice(0, released + 1),
      ads: 3,
      facts: rows,
    });
    (await openDatabase(home, () => at, laterSteps)).close();
    expect(look(home)).toMatchObject({ steps: names, computed: rows });
  });

  it('undoes a step that leaves rows without their parent', async () => {
    const home = await aLibrary();
    const broken = {
      ...migrations,
      '9001-orphans': {
        up: async (db: never) => void (await sql`DELETE FROM ads WHERE path = 'a.mp4'`.execute(db)),
      },
    };
    await expect(openDatabase(home, () => at, broken)).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      detail: expect.stringContaining('9001-orphans'),
    });
    expect(look(home)).toMatchObject({ ads: 3, steps: Object.keys(migrations) });
    // Off only while it migrates.
    const database = await openDatabase(home, () => at);
    expect(database.write.raw.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  it(`is whole after kill -9 at ${kills} random moments, and completes when run again`, async () => {
    const library = await aLibrary();
    const fresh = (): string => {
      const home = join(tempFolder(), 'home');
      cpSync(library, home, { recursive: true });
      return home;
    };
    // The quickest of three: the machine has other things to do, and a kill that comes late proves nothing.
    const lengths: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const whole = node([script, fresh()]);
      await whole.said('starting');
      const startedMs = performance.now();
      await whole.said('migrated');
      lengths.push(performance.now() - startedMs);
    }
    const lengthMs = Math.min(...lengths);

    const random = new Random(seed);
    const met = new Set<number>();
    let killed = 0;
    for (let n = 0; n < kills; n += 1) {
      const home = fresh();
      const child = node([script, home]);
      await child.said('starting');
      const afterMs = random.between(0, lengthMs);
      await sleep(afterMs);
      child.process.kill('SIGKILL');
      if ((await child.ended).signal === 'SIGKILL') killed += 1;

      const label = `kill ${n} of seed ${seed}, ${afterMs.toFixed(0)} ms in`;
      const half = look(home);
      met.add(half.steps.length);
      expect(half, label).toMatchObject({ sound: 'ok', ads: 3, leftOver: false });
      expect(half.steps, label).toEqual(names.slice(0, half.steps.length));
      expect(half.facts, label).toBe(half.steps.length > released ? rows : 0);
      expect(half.computed, label).toBe(half.steps.length > released + 2 ? rows : 0);
      for (const file of backupsOf(home).filter((name) => name.endsWith('.db')))
        expect(isSound(join(home, 'backups', file)), label).toBe(true);

      (await openDatabase(home, () => at, laterSteps)).close();
      expect(look(home), label).toMatchObject({
        sound: 'ok',
        steps: names,
        ads: 3,
        facts: rows,
        computed: rows,
      });
      expect(
        backupsOf(home).filter((name) => !name.endsWith('.db')),
        label,
      ).toEqual([]);
    }
    expect(killed).toBeGreaterThanOrEqual(kills / 4);
    // At random, but not all before the first step or after the last.
    expect(met.size).toBeGreaterThan(1);
  }, 240_000);
});
