import { type Kysely, sql } from 'kysely';

/** Accounts whose newest orders do not come as late as their orders used to; none where they do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE delay_alarms (
      account_id TEXT PRIMARY KEY,
      p REAL NOT NULL,
      seen_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`.execute(db);
}
