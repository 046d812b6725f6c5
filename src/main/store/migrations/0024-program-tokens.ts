import { type Kysely, sql } from 'kysely';

/** Tokens that programs were given for the gateway: digests, never what opens the door. */
const statements = [
  `CREATE TABLE program_tokens (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     digest TEXT NOT NULL UNIQUE,
     scopes TEXT NOT NULL CHECK (scopes IN ('read', 'read propose')),
     made_at TEXT NOT NULL,
     last_at TEXT
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
