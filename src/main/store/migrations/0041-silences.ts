import { type Kysely, sql } from 'kysely';

/** Accounts whose tracker has posted nothing since, where so many orders were due; none where it has. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE silences (
      account_id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      shop TEXT,
      since TEXT NOT NULL,
      due INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`.execute(db);
}
