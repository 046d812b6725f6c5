import { type Kysely, sql } from 'kysely';

/** What Meta itself thinks of each ad, as it was told last, and when it refused to say some of it. */
const statements = [
  `CREATE TABLE meta_opinions (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
    quality TEXT,
    engagement TEXT,
    conversion TEXT,
    diversity_score REAL,
    diversity_label TEXT,
    fatigue TEXT,
    own_fields INTEGER NOT NULL CHECK (own_fields IN (0, 1)),
    read_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'ALTER TABLE meta_accounts ADD COLUMN own_fields_refused_at TEXT',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
