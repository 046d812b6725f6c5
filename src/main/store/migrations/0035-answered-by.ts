import { type Kysely, sql } from 'kysely';

/** The model that a service says has answered: a name such as "latest" means another one from one month to the next. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE council_calls ADD COLUMN answered_by TEXT`.execute(db);
}
