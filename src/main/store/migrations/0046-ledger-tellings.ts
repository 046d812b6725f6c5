import { type Kysely, sql } from 'kysely';

/**
 * Which file told what: also of rows that another had told before, so that a row is whose that still tells it once the first is
 * undone. What was told so before is not known; a file that is brought again says it. A source is heard of by its files and by
 * its posts apart, so that a file that is undone leaves the word of the posts. Of trackers no file is known among their posts.
 */
const statements = [
  `CREATE TABLE ledger_tellings (
     id INTEGER PRIMARY KEY,
     source TEXT NOT NULL,
     telling TEXT NOT NULL,
     shop TEXT,
     how TEXT NOT NULL CHECK (how IN ('file', 'post')),
     at TEXT NOT NULL,
     undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
     UNIQUE (source, telling)
   ) STRICT`,
  `CREATE TABLE ledger_known (
     row INTEGER NOT NULL REFERENCES ledger_rows (seq),
     telling INTEGER NOT NULL REFERENCES ledger_tellings (id),
     PRIMARY KEY (row, telling)
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO ledger_tellings (source, telling, shop, how, at)
   SELECT newest.source, newest.telling, newest.shop, 'file', first
   FROM (SELECT min(learnt_at) AS first, max(seq) AS last FROM ledger_rows
         WHERE telling IS NOT NULL GROUP BY source, telling)
   JOIN ledger_rows AS newest ON newest.seq = last
   WHERE taken_back = 0 AND source NOT IN (
     SELECT source FROM ledger_hooks UNION SELECT 'hubspot' UNION SELECT 'conversions-api')`,
  'DROP INDEX ledger_told_by_shop',
  "CREATE UNIQUE INDEX ledger_told_by_shop ON ledger_told (source, coalesce(shop, ''), how)",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
