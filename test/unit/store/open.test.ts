import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/main/store/db.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { migrations } from '../../../src/main/store/migrations/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { at } from './ads.ts';

const now = () => at;

describe('opening the store', () => {
  it('gives each connection what a money row needs', async () => {
    const database = await openDatabase(tempFolder(), now);
    for (const { raw } of [database.write, database.read]) {
      const of = (name: string) => raw.pragma(name, { simple: true });
      expect(of('journal_mode')).toBe('wal');
      expect(of('synchronous')).toBe(2);
      expect(of('foreign_keys')).toBe(1);
      expect(of('trusted_schema')).toBe(0);
      // Nothing else of the process runs in this time; `patience.ts` waits for longer.
      expect(of('busy_timeout')).toBeLessThan(100);
    }
    expect(database.write.raw.pragma('journal_size_limit', { simple: true })).toBeLessThanOrEqual(
      64 * 1024 ** 2,
    );
    expect(() => database.read.raw.exec('delete from settings')).toThrow(/readonly/);
    database.close();
  });

  it('has strict tables alone, and keeps a row with its parent', async () => {
    const database = await openDatabase(tempFolder(), now);
    const tables = database.read.raw.prepare('pragma table_list').all() as {
      name: string;
      schema: string;
      strict: number;
      type: string;
    }[];
    const own = tables.filter(
      ({ name, schema, type }) => schema === 'main' && type === 'table' && !/^(sqlite|kysely)_/.test(name),
    );
    expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(['ads', 'approvals', 'jobs']));
    expect(own.filter(({ strict }) => strict !== 1)).toEqual([]);
    const orphan = sql`insert into measurements values ('none', 1, '1', '{}', '{}', '[]', ${at})`;
    await expect(orphan.execute(database.write.db)).rejects.toThrow(/FOREIGN KEY/);
    database.close();
  });

  it('leaves one file when it is closed, so that a copy of the folder is a whole copy', async () => {
    const home = tempFolder();
    const store = await openStore(home, now, () => []);
    await store.writer.setSettings({ theme: 'dark' });
    store.close();
    expect(readdirSync(home).filter((name) => name.startsWith('titan.db'))).toEqual([
      'titan.db',
      'titan.db.seal',
    ]);
    const again = await openStore(home, now, () => []);
    expect((await again.reader.settings()).theme).toBe('dark');
    again.close();
  });

  it('removes what a killed backup left behind and nothing else', async () => {
    const home = tempFolder();
    mkdirSync(join(home, 'backups'));
    writeFileSync(join(home, 'backups', '20260101T000000Z-1-manual.db.part'), 'half');
    writeFileSync(join(home, 'backups', 'mine.db'), 'kept');
    (await openStore(home, now, () => [])).close();
    expect(readdirSync(join(home, 'backups'))).toEqual(['mine.db']);
  });

  it('refuses a library of a newer version and changes nothing in it', async () => {
    const home = tempFolder();
    (await openStore(home, now, () => [])).close();
    const raw = new Sqlite(join(home, 'titan.db'));
    raw.exec(`insert into kysely_migration values ('0099-later', '${at}'); create table later (x)`);
    raw.close();
    await expect(openStore(home, now, () => [])).rejects.toMatchObject({
      code: 'STORE_NEWER',
      detail: expect.stringContaining('0099-later'),
    });
    const after = new Sqlite(join(home, 'titan.db'));
    const steps = after.prepare('select count(*) from kysely_migration').pluck().get();
    expect(steps).toBe(Object.keys(migrations).length + 1);
    after.close();
    expect(readdirSync(join(home, 'backups'))).toEqual([]);
  });

  it('reads settings another version wrote: what does not fit falls back alone', async () => {
    const home = tempFolder();
    const store = await openStore(home, now, () => []);
    await store.writer.setSettings({ theme: 'dark', parallel_files: 3 });
    const raw = new Sqlite(join(home, 'titan.db'));
    raw.exec(`update settings set value = '"neon"' where key = 'theme';
      insert into settings values ('unheard', '1'), ('density', 'no json')`);
    raw.close();
    expect(await store.reader.settings()).toMatchObject({
      theme: 'system',
      parallel_files: 3,
      density: 'default',
    });
    store.close();
  });
});
