import { type Kysely, sql } from 'kysely';

/** Which questions a program asked, and which calls they led to: a call stays when its conversation is deleted. */
const statements = [
  'ALTER TABLE director_turns ADD COLUMN by_program INTEGER NOT NULL DEFAULT 0 CHECK (by_program IN (0, 1))',
  'ALTER TABLE director_calls ADD COLUMN by_program INTEGER NOT NULL DEFAULT 0 CHECK (by_program IN (0, 1))',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
