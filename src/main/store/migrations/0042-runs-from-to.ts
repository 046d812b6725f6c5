import { type Kysely, sql } from 'kysely';

/** Before which an ad set, and after which a campaign, spends nothing, though it may be active. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE meta_campaigns ADD COLUMN ends_at TEXT`.execute(db);
  await sql`ALTER TABLE meta_ad_sets ADD COLUMN starts_at TEXT`.execute(db);
}
