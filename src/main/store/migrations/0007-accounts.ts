import { type Kysely, sql } from 'kysely';

/** What may be told about an account whose secret lies in the keychain. No column holds a secret. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE accounts (
      service TEXT PRIMARY KEY,
      label TEXT,
      ends_in TEXT CHECK (length(ends_in) <= 4),
      limits TEXT,
      tested_at TEXT,
      problem_code TEXT,
      problem_detail TEXT
    ) STRICT, WITHOUT ROWID`.execute(db);
}
