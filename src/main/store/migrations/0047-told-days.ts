import { type Kysely, sql } from 'kysely';

/** What was ever told of the days of accounts and campaigns is asked for by their days, of which a few are among all of ads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE INDEX meta_insights_told ON meta_insights (account_id, day)
    WHERE level IN ('account', 'campaign')`.execute(db);
}
