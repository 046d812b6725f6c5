import { type Kysely, sql } from 'kysely';

/** Rows that say of an event that what was read of it before was never said: its file is read otherwise since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE ledger_rows ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0
    CHECK (taken_back IN (0, 1))`.execute(db);
}
