import { type Kysely, sql } from 'kysely';

/** What is new since a moment is told without a look at every ad. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE INDEX ads_by_measured ON ads (measured_at, score, id)`.execute(db);
}
