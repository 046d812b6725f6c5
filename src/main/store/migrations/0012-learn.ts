import { type Kysely, sql } from 'kysely';

/**
 * What was learnt from results: each refresh is one more version, and nothing is overwritten. A model stays with what it
 * said of each ad, which is how its predictions are checked against what came.
 */
const statements = [
  `CREATE TABLE learn_versions (
     id INTEGER PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     made_at TEXT NOT NULL,
     since TEXT,
     until TEXT,
     learned TEXT NOT NULL
   ) STRICT`,
  'CREATE INDEX learn_versions_by_account ON learn_versions (account_id)',
  `CREATE TABLE ctr_models (
     id INTEGER PRIMARY KEY,
     version_id INTEGER NOT NULL REFERENCES learn_versions (id) ON DELETE CASCADE,
     account_id TEXT NOT NULL,
     status TEXT NOT NULL CHECK (status IN ('active', 'retired')),
     kind TEXT NOT NULL,
     ads INTEGER NOT NULL,
     hits INTEGER NOT NULL,
     trials INTEGER NOT NULL,
     model TEXT NOT NULL,
     parent_id INTEGER REFERENCES ctr_models (id) ON DELETE SET NULL,
     made_at TEXT NOT NULL
   ) STRICT`,
  `CREATE UNIQUE INDEX ctr_models_active ON ctr_models (account_id) WHERE status = 'active'`,
  `CREATE TABLE ctr_predictions (
     ad_id TEXT NOT NULL REFERENCES ads (id) ON DELETE CASCADE,
     model_id INTEGER NOT NULL REFERENCES ctr_models (id) ON DELETE CASCADE,
     rate REAL NOT NULL,
     low REAL NOT NULL,
     high REAL NOT NULL,
     made_at TEXT NOT NULL,
     PRIMARY KEY (ad_id, model_id)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX ctr_predictions_by_model ON ctr_predictions (model_id)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
