import { type Kysely, sql } from 'kysely';

/**
 * What people said about an ad. Nothing here refers to a row of `ads`: it belongs to the content, outlives what was
 * measured of it, and is there again when the same bytes come back.
 */
const statements = [
  `CREATE TABLE marks (
     ad_id TEXT PRIMARY KEY,
     pick TEXT NOT NULL CHECK (pick IN ('picked', 'rejected', 'none')),
     rating INTEGER CHECK (rating BETWEEN 1 AND 5)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX marks_by_pick ON marks (pick, ad_id)',
  `CREATE TABLE ad_tags (
     ad_id TEXT NOT NULL,
     folded TEXT NOT NULL,
     tag TEXT NOT NULL,
     PRIMARY KEY (ad_id, folded)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX ad_tags_by_tag ON ad_tags (folded, ad_id)',
  `CREATE TABLE notes (
     id TEXT PRIMARY KEY,
     ad_id TEXT NOT NULL,
     text TEXT NOT NULL,
     t0 REAL CHECK (t0 >= 0),
     t1 REAL CHECK (t1 >= t0),
     created_at TEXT NOT NULL,
     CHECK (t0 IS NOT NULL OR t1 IS NULL)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX notes_by_ad ON notes (ad_id, t0, created_at)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
