import { type Kysely, sql } from 'kysely';

/** The pictures that were chosen as logos: nothing else could make them anew, so they go with backups. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE logos (
    id TEXT PRIMARY KEY,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    findable INTEGER NOT NULL,
    png BLOB NOT NULL
  ) STRICT`.execute(db);
}
