import { type Kysely, sql } from 'kysely';

/** When the access of an account ends by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE accounts ADD COLUMN expires_at TEXT`.execute(db);
}
