import { type Kysely, sql } from 'kysely';

/**
 * What the Director was asked and what it did: turns of conversations with their tool calls, which go when a
 * conversation is deleted, and the calls of models with what they cost, which stay.
 */
const statements = [
  `CREATE TABLE director_turns (
     id TEXT PRIMARY KEY,
     conversation_id TEXT NOT NULL,
     seq INTEGER NOT NULL,
     question TEXT NOT NULL,
     attached TEXT NOT NULL,
     service TEXT NOT NULL,
     model TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
     ceiling_micro_usd INTEGER NOT NULL,
     answer TEXT,
     code TEXT,
     detail TEXT,
     asked_at TEXT NOT NULL,
     ended_at TEXT
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX director_turns_by_conversation ON director_turns (conversation_id, seq)',
  'CREATE UNIQUE INDEX director_turns_by_seq ON director_turns (seq)',
  // Two questions at once in one conversation would not know of each other.
  `CREATE UNIQUE INDEX director_turns_running ON director_turns (conversation_id) WHERE state = 'running'`,
  `CREATE TABLE director_steps (
     id INTEGER PRIMARY KEY,
     turn_id TEXT NOT NULL REFERENCES director_turns (id) ON DELETE CASCADE,
     tool TEXT NOT NULL,
     input TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('called', 'done', 'failed')),
     result TEXT NOT NULL,
     shortened TEXT,
     orders TEXT NOT NULL,
     proposals TEXT NOT NULL,
     took_ms INTEGER NOT NULL
   ) STRICT`,
  'CREATE INDEX director_steps_by_turn ON director_steps (turn_id)',
  `CREATE TABLE director_calls (
     id INTEGER PRIMARY KEY,
     turn_id TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'failed')),
     worst_micro_usd INTEGER NOT NULL,
     cost_micro_usd INTEGER,
     input_tokens INTEGER,
     cached_tokens INTEGER,
     output_tokens INTEGER,
     request_id TEXT,
     problem TEXT,
     sent_at TEXT NOT NULL,
     ended_at TEXT
   ) STRICT`,
  'CREATE INDEX director_calls_by_turn ON director_calls (turn_id)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
