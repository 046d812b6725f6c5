import { type Kysely, sql } from 'kysely';

/** What a person will not have a budget proposal do, for each ad account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE budget_limits (
      account_id TEXT PRIMARY KEY,
      limits TEXT NOT NULL,
      set_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`.execute(db);
}
