import { type Kysely, sql } from 'kysely';

/**
 * What lists sort and filter councils by, kept in an index so that no council is parsed for it; when a job that waits
 * goes on; and the batches that judges answer within a day, each call of which is a row of `council_calls` as any other.
 */
const statements = [
  `ALTER TABLE councils ADD COLUMN panel_score REAL
     GENERATED ALWAYS AS (CASE WHEN council ->> '$.basis' = 'council' THEN score END) VIRTUAL`,
  `ALTER TABLE councils ADD COLUMN disagreement REAL
     GENERATED ALWAYS AS (council ->> '$.disagreement') VIRTUAL`,
  `ALTER TABLE councils ADD COLUMN needs_human INTEGER
     GENERATED ALWAYS AS (council ->> '$.needs_human') VIRTUAL`,
  'CREATE INDEX councils_in_lists ON councils (ad_id, panel_score, disagreement, needs_human)',
  'ALTER TABLE jobs ADD COLUMN resumes_at TEXT',
  `CREATE TABLE council_batches (
     id INTEGER PRIMARY KEY,
     job_id TEXT NOT NULL,
     judge TEXT NOT NULL,
     model TEXT NOT NULL,
     remote_id TEXT,
     state TEXT NOT NULL CHECK (state IN ('open', 'ended')),
     sent_at TEXT NOT NULL
   ) STRICT`,
  'CREATE INDEX council_batches_by_job ON council_batches (job_id)',
  'ALTER TABLE council_calls ADD COLUMN batch_id INTEGER REFERENCES council_batches (id)',
  'CREATE INDEX council_calls_by_batch ON council_calls (batch_id)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
