import { type Kysely, sql } from 'kysely';

/**
 * What counted as a sale in an account, from when on: what was known on an earlier day is told by the choice of that day. A
 * change whose rows are not all told anew yet is kept with the account, so that it is finished after a crash.
 */
const statements = [
  `CREATE TABLE meta_sale_choices (
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     chosen_at TEXT NOT NULL,
     action_type TEXT NOT NULL,
     action_window TEXT NOT NULL,
     PRIMARY KEY (account_id, chosen_at)
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO meta_sale_choices
   SELECT id, coalesce(chosen_at, read_at), action_type, action_window FROM meta_accounts
   WHERE action_type IS NOT NULL`,
  'ALTER TABLE meta_accounts ADD COLUMN choosing TEXT',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
