import Sqlite from 'better-sqlite3';
import { makeFile } from './make-file.ts';

/**
 * One owner process per data folder, by a lock of the operating system that dies with its holder: SQLite's exclusive
 * lock on a file of its own. A lock file with a pid would need a protocol for crashes and reused pids; this needs none.
 * Null when another process holds it.
 */
export function takeOwnerLock(file: string): { release(): void } | null {
  makeFile(file);
  const db = new Sqlite(file);
  try {
    db.pragma('busy_timeout = 0');
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
