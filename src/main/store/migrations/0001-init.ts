import { type Kysely, sql } from 'kysely';

/**
 * One row per distinct file content in `ads`; the columns of `ads` that can be read from `measurements` and `scores`
 * are copies of the current ones, kept so that 100,000 rows sort and filter by index.
 */
const statements = [
  `CREATE TABLE ads (
     id TEXT PRIMARY KEY,
     added_seq INTEGER NOT NULL UNIQUE,
     sha256 TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL CHECK (kind IN ('video', 'image')),
     state TEXT NOT NULL CHECK (state IN ('ok', 'partial')),
     problem_code TEXT,
     problem_detail TEXT,
     root TEXT NOT NULL,
     path TEXT NOT NULL,
     name TEXT NOT NULL,
     copies INTEGER NOT NULL DEFAULT 0,
     codec TEXT NOT NULL,
     width INTEGER NOT NULL,
     height INTEGER NOT NULL,
     aspect TEXT NOT NULL,
     duration_s REAL,
     has_audio INTEGER NOT NULL,
     strip_frames INTEGER NOT NULL,
     score REAL,
     score_low REAL,
     score_high REAL,
     hook REAL,
     clarity REAL,
     connection REAL,
     offer REAL,
     craft REAL,
     top_reason TEXT,
     engine_version INTEGER NOT NULL,
     decoder_version TEXT NOT NULL,
     weights_version TEXT NOT NULL,
     measured_at TEXT NOT NULL
   ) STRICT`,
  'CREATE INDEX ads_by_score ON ads (score DESC, id)',
  'CREATE INDEX ads_by_root_score ON ads (root, score)',
  'CREATE INDEX ads_by_name ON ads (name COLLATE NOCASE, id)',
  `CREATE TABLE measurements (
     ad_id TEXT NOT NULL REFERENCES ads (id) ON DELETE CASCADE,
     engine_version INTEGER NOT NULL,
     decoder_version TEXT NOT NULL,
     media TEXT NOT NULL,
     features TEXT NOT NULL,
     hashes TEXT NOT NULL,
     measured_at TEXT NOT NULL,
     PRIMARY KEY (ad_id, engine_version, decoder_version)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE scores (
     ad_id TEXT NOT NULL REFERENCES ads (id) ON DELETE CASCADE,
     engine_version INTEGER NOT NULL,
     decoder_version TEXT NOT NULL,
     weights_version TEXT NOT NULL,
     score TEXT NOT NULL,
     scored_at TEXT NOT NULL,
     PRIMARY KEY (ad_id, engine_version, decoder_version, weights_version)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE files (
     root TEXT NOT NULL,
     path TEXT NOT NULL,
     absolute TEXT NOT NULL,
     size INTEGER NOT NULL,
     mtime_ns TEXT NOT NULL,
     sha256 TEXT NOT NULL,
     ad_id TEXT REFERENCES ads (id) ON DELETE CASCADE,
     PRIMARY KEY (root, path)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX files_by_ad ON files (ad_id, root, path)',
  'CREATE INDEX files_by_absolute ON files (absolute)',
  `CREATE TABLE jobs (
     id TEXT PRIMARY KEY,
     seq INTEGER NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     title TEXT NOT NULL,
     payload TEXT NOT NULL,
     state TEXT NOT NULL
       CHECK (state IN ('queued', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled')),
     attempt INTEGER NOT NULL,
     listed INTEGER NOT NULL,
     progress TEXT NOT NULL,
     error_code TEXT,
     error_detail TEXT,
     created_at TEXT NOT NULL,
     started_at TEXT,
     finished_at TEXT
   ) STRICT`,
  `CREATE TABLE job_items (
     job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
     seq INTEGER NOT NULL,
     root TEXT NOT NULL,
     path TEXT NOT NULL,
     absolute TEXT NOT NULL,
     size INTEGER NOT NULL,
     mtime_ns TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('queued', 'analyzed', 'reused', 'failed', 'skipped')),
     ad_id TEXT REFERENCES ads (id) ON DELETE SET NULL,
     code TEXT,
     detail TEXT,
     PRIMARY KEY (job_id, seq),
     UNIQUE (job_id, root, path)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX job_items_by_state ON job_items (job_id, state, seq)',
  'CREATE INDEX job_items_by_ad ON job_items (ad_id)',
  'CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
