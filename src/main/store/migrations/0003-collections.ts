import { type Kysely, sql } from 'kysely';

/**
 * Clients and what was given to them. Like marks, an assignment belongs to the content or to the folder and outlives
 * the rows of `ads`; only the client itself is referred to.
 */
const statements = [
  'CREATE TABLE clients (id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID',
  `CREATE TABLE client_ads (
     ad_id TEXT PRIMARY KEY,
     client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX client_ads_by_client ON client_ads (client_id, ad_id)',
  `CREATE TABLE client_folders (
     root TEXT NOT NULL,
     folder TEXT NOT NULL,
     client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
     PRIMARY KEY (root, folder)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX client_folders_by_client ON client_folders (client_id)',
  `CREATE TABLE saved_views (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     folded TEXT NOT NULL UNIQUE,
     state TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
