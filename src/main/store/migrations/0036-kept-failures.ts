import { type Kysely, sql } from 'kysely';

/** Files that could not be measured, so that they are not decoded again for as long as they and the decoder are the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE file_failures (
    absolute TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL,
    engine_version INTEGER NOT NULL,
    decoder_version TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`.execute(db);
}
