import { type Kysely, sql } from 'kysely';

/** What was given beside an ad, by the person who made it; JSON as in the contract. */
const statements = [
  `CREATE TABLE ad_given (
     ad_id TEXT PRIMARY KEY REFERENCES ads (id) ON DELETE CASCADE,
     copy TEXT,
     spoken TEXT
   ) STRICT, WITHOUT ROWID`,
  'ALTER TABLE ad_text ADD COLUMN spoken TEXT',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
