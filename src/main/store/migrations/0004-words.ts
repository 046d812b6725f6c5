import { type Kysely, sql } from 'kysely';

/** `ads.hook_type` is a copy, kept so that 100,000 rows filter and group by it; null until the words were read. */
const statements = [
  `CREATE TABLE ad_text (
     ad_id TEXT PRIMARY KEY REFERENCES ads (id) ON DELETE CASCADE,
     version INTEGER NOT NULL,
     text TEXT NOT NULL,
     words TEXT NOT NULL,
     read_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  'ALTER TABLE ads ADD COLUMN hook_type TEXT',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
