import { type Kysely, sql } from 'kysely';

/** Accounts whose secret is not to be used any more and still lies in a keychain that was locked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE accounts ADD COLUMN left_behind INTEGER NOT NULL DEFAULT 0
    CHECK (left_behind IN (0, 1))`.execute(db);
}
