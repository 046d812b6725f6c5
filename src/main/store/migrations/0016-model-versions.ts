import { type Kysely, sql } from 'kysely';

/**
 * Versions of the model that can be compared and gone back to: why each is what it is and how it did, what it says of the
 * return on spend, and whether a person holds it in use against newer ones.
 */
const statements = [
  'ALTER TABLE ctr_models ADD COLUMN why TEXT',
  'ALTER TABLE ctr_models ADD COLUMN gain REAL',
  'ALTER TABLE ctr_models ADD COLUMN gain_low REAL',
  'ALTER TABLE ctr_models ADD COLUMN gain_high REAL',
  'ALTER TABLE ctr_models ADD COLUMN roas TEXT',
  'ALTER TABLE ctr_models ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1))',
  'ALTER TABLE ctr_predictions ADD COLUMN roas_low REAL',
  'ALTER TABLE ctr_predictions ADD COLUMN roas_high REAL',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
