import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '../../src/main/store/db.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { at } from '../unit/store/ads.ts';

/** The folder of a library as the release before a step left it, with what is put into it. */
export async function libraryBefore(step: string, put: (db: Sqlite.Database) => void): Promise<string> {
  const home = tempFolder();
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < step));
  (await openDatabase(home, () => at, before)).close();
  const db = new Sqlite(join(home, 'titan.db'));
  db.pragma('foreign_keys = ON');
  put(db);
  db.close();
  return home;
}
