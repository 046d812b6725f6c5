import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE watched_folders (
     folder TEXT PRIMARY KEY,
     paused INTEGER NOT NULL,
     added_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
