import { type Kysely, sql } from 'kysely';

/** Where the logo of its brand was seen on an ad; one row an ad, for the logo and the finder it was last looked for with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE ad_logos (
    ad_id TEXT PRIMARY KEY REFERENCES ads (id) ON DELETE CASCADE,
    logo TEXT NOT NULL,
    version INTEGER NOT NULL,
    looks TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`.execute(db);
}
