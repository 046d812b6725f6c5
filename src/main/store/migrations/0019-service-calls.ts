import { type Kysely, sql } from 'kysely';

/** Requests to services that keep no list of their own here, by the day they were sent; and how near an ad account is to Meta's limits. */
const statements = [
  `CREATE TABLE service_days (
     service TEXT NOT NULL,
     day TEXT NOT NULL,
     calls INTEGER NOT NULL,
     failed INTEGER NOT NULL,
     limited INTEGER NOT NULL,
     waited_ms INTEGER NOT NULL,
     PRIMARY KEY (service, day)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meta_usage (
     account_id TEXT PRIMARY KEY REFERENCES meta_accounts (id) ON DELETE CASCADE,
     percent REAL NOT NULL,
     read_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
