import { type Kysely, sql } from 'kysely';

/** After which an ad set spends nothing, though it may stay active. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE meta_ad_sets ADD COLUMN ends_at TEXT`.execute(db);
}
