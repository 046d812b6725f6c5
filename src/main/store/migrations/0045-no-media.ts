import { type Kysely, sql } from 'kysely';

/**
 * Files that were looked into and are no media, so that they are not opened again. The time of the last change of any kind
 * is among what they look like: a copy put back with its own time and size has another.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE no_media (
    absolute TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL,
    ctime_ns TEXT NOT NULL,
    kind_version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`.execute(db);
}
