import { type Kysely, sql } from 'kysely';

/**
 * Answers of judges by content, model, rubric and prompt, so that nothing is asked twice; every call with what it cost;
 * the council of an ad as it was joined; the votes that records are made of, with what came of the ads once results
 * exist; and to whom the user has agreed to send ads.
 */
const statements = [
  `CREATE TABLE council_verdicts (
     ad_id TEXT NOT NULL REFERENCES ads (id) ON DELETE CASCADE,
     judge TEXT NOT NULL,
     model TEXT NOT NULL,
     rubric_version TEXT NOT NULL,
     prompt_version TEXT NOT NULL,
     ballot TEXT NOT NULL,
     judged_at TEXT NOT NULL,
     PRIMARY KEY (ad_id, judge, model, rubric_version, prompt_version)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE council_calls (
     id INTEGER PRIMARY KEY,
     job_id TEXT NOT NULL,
     ad_id TEXT NOT NULL,
     judge TEXT NOT NULL,
     model TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'failed')),
     worst_micro_usd INTEGER NOT NULL,
     cost_micro_usd INTEGER,
     input_tokens INTEGER,
     output_tokens INTEGER,
     request_id TEXT,
     problem TEXT,
     sent_at TEXT NOT NULL,
     ended_at TEXT
   ) STRICT`,
  'CREATE INDEX council_calls_by_job ON council_calls (job_id)',
  `CREATE TABLE councils (
     ad_id TEXT PRIMARY KEY REFERENCES ads (id) ON DELETE CASCADE,
     council TEXT NOT NULL,
     score REAL,
     judged_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE council_votes (
     ad_id TEXT NOT NULL REFERENCES ads (id) ON DELETE CASCADE,
     judge TEXT NOT NULL,
     seq INTEGER NOT NULL,
     score REAL NOT NULL,
     counted REAL NOT NULL,
     PRIMARY KEY (ad_id, judge)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX council_votes_by_seq ON council_votes (seq)',
  `CREATE TABLE council_outcomes (
     ad_id TEXT PRIMARY KEY REFERENCES ads (id) ON DELETE CASCADE,
     hit INTEGER NOT NULL CHECK (hit IN (0, 1)),
     basis TEXT NOT NULL,
     known_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE council_consents (
     judge TEXT NOT NULL,
     account TEXT NOT NULL,
     agreed_at TEXT NOT NULL,
     PRIMARY KEY (judge, account)
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
