import { type Kysely, sql } from 'kysely';

/**
 * How each job ended, in numbers, so that years of them are told without a look at their items: written by the database
 * itself in the step that ends a job, once more when it was taken up again. A length is that of a run which nothing
 * interrupted. And calls of models by the day they were made on.
 */
const statements = [
  `CREATE TABLE job_ends (
     job_id TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
     kind TEXT NOT NULL,
     state TEXT NOT NULL,
     ended_at TEXT NOT NULL,
     seconds REAL,
     analyzed INTEGER NOT NULL,
     reused INTEGER NOT NULL,
     failed INTEGER NOT NULL,
     skipped INTEGER NOT NULL,
     media_s REAL NOT NULL,
     problems TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX job_ends_by_time ON job_ends (ended_at)',
  `CREATE TRIGGER job_is_counted_at_its_end AFTER UPDATE OF finished_at ON jobs
     WHEN new.finished_at IS NOT NULL BEGIN
     INSERT OR REPLACE INTO job_ends
     SELECT new.id, new.kind, new.state, new.finished_at,
       CASE WHEN new.attempt = 1
         THEN max(0, (julianday(new.finished_at) - julianday(new.started_at)) * 86400) END,
       count(*) FILTER (WHERE state = 'analyzed'), count(*) FILTER (WHERE state = 'reused'),
       count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'skipped'),
       CASE WHEN new.kind = 'analyze' THEN (
         SELECT coalesce(sum(ads.duration_s), 0.0) FROM job_items AS item JOIN ads ON ads.id = item.ad_id
         WHERE item.job_id = new.id AND item.state = 'analyzed') ELSE 0.0 END,
       (SELECT json_group_array(json_object('code', code, 'n', n, 'detail', detail)) FROM (
          SELECT code, count(*) AS n, detail, max(seq) FROM job_items
          WHERE job_id = new.id AND state = 'failed' GROUP BY code
          UNION ALL SELECT new.error_code, 1, new.error_detail, 0 WHERE new.error_code IS NOT NULL))
     FROM job_items WHERE job_id = new.id;
   END`,
  `CREATE TRIGGER job_is_taken_up_again AFTER UPDATE OF finished_at ON jobs
     WHEN new.finished_at IS NULL AND old.finished_at IS NOT NULL BEGIN
     DELETE FROM job_ends WHERE job_id = new.id;
   END`,
  'UPDATE jobs SET finished_at = finished_at WHERE finished_at IS NOT NULL',
  'CREATE INDEX jobs_unfinished ON jobs (seq) WHERE finished_at IS NULL',
  'CREATE INDEX council_calls_by_time ON council_calls (sent_at)',
  'CREATE INDEX director_calls_by_time ON director_calls (sent_at)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
