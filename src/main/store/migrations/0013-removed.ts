import { type Kysely, sql } from 'kysely';

/**
 * Ads that were taken out of the library: `kept` has their rows of every table that hangs on `ads`, so that they come
 * back as they were. Their files stay in `files` without an ad, which tells a later listing that they are known.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE removed_ads (
      ad_id TEXT PRIMARY KEY,
      path TEXT NOT NULL,
      removed_at TEXT NOT NULL,
      kept TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`.execute(db);
}
