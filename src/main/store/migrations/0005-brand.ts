import { type Kysely, sql } from 'kysely';

/**
 * What was given beside an ad, by the person who made it, and how brands are told; JSON as in the contract. A kit without
 * a client is for the ads without one.
 */
const statements = [
  `CREATE TABLE ad_given (
     ad_id TEXT PRIMARY KEY REFERENCES ads (id) ON DELETE CASCADE,
     copy TEXT,
     spoken TEXT
   ) STRICT, WITHOUT ROWID`,
  'ALTER TABLE ad_text ADD COLUMN spoken TEXT',
  'ALTER TABLE ad_text ADD COLUMN palettes TEXT',
  'CREATE TABLE brand_kits (client TEXT PRIMARY KEY, kit TEXT NOT NULL) STRICT, WITHOUT ROWID',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
