import { type Kysely, sql } from 'kysely';

/**
 * Impressions of an ad's whole life beside the people it reached: those of the days that were read are fewer. What was read
 * before says nothing of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE meta_reach ADD COLUMN lifetime_impressions INTEGER`.execute(db);
}
