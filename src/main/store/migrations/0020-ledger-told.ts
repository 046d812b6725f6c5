import { type Kysely, sql } from 'kysely';

/**
 * When each source of the ledger was last heard of and by what, also where it told of no sale: silence is known only up to
 * then. What was kept before says no more than its newest row, and when a tracker last posted.
 */
const statements = [
  `CREATE TABLE ledger_told (
     source TEXT PRIMARY KEY,
     at TEXT NOT NULL,
     how TEXT NOT NULL CHECK (how IN ('file', 'post', 'refresh'))
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO ledger_told (source, at, how)
   SELECT source, max(at), how
   FROM (SELECT source, learnt_at AS at, iif(source = 'hubspot', 'refresh', 'file') AS how FROM ledger_rows
         WHERE source <> 'conversions-api'
         UNION ALL SELECT source, last_at, 'post' FROM ledger_hooks WHERE last_at IS NOT NULL)
   GROUP BY source`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
