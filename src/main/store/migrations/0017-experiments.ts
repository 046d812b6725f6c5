import { type Kysely, sql } from 'kysely';

/** A/B tests of patterns: planned from one with its evidence and size, read once when both arms have that much. */
const statement = `CREATE TABLE experiments (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('running', 'read', 'dropped')),
  metric TEXT NOT NULL,
  feature TEXT NOT NULL,
  value TEXT NOT NULL,
  evidence TEXT NOT NULL,
  per_arm INTEGER NOT NULL,
  arms TEXT NOT NULL,
  since TEXT NOT NULL,
  planned_at TEXT NOT NULL,
  reading TEXT,
  ended_at TEXT
) STRICT`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statement).execute(db);
}
