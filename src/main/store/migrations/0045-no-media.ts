import { type Kysely, sql } from 'kysely';

/** Files that were looked into and are no media, so that they are not opened again for as long as they and the app are the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE no_media (
    absolute TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL,
    build TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`.execute(db);
}
