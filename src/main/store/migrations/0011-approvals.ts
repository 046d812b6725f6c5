import { type Kysely, sql } from 'kysely';

/**
 * Requests for effects outside, each part of them as it was committed before its call, the budget decisions that they
 * follow from, and the log of all of it. The log is only ever added to; the triggers hold a slip of ours off, the chain of
 * hashes tells of anybody else's.
 */
const statements = [
  `CREATE TABLE approvals (
     id TEXT PRIMARY KEY,
     seq INTEGER NOT NULL UNIQUE,
     revision INTEGER NOT NULL,
     state TEXT NOT NULL,
     account TEXT NOT NULL,
     currency TEXT NOT NULL,
     amount_minor INTEGER NOT NULL,
     approval TEXT NOT NULL,
     ad_id TEXT,
     decision_id TEXT,
     allowed_at TEXT,
     not_before TEXT,
     problem TEXT
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX approvals_by_state ON approvals (state, seq)',
  'CREATE INDEX approvals_by_allowed ON approvals (allowed_at)',
  `CREATE TABLE approval_parts (
     tag TEXT PRIMARY KEY,
     approval_id TEXT NOT NULL REFERENCES approvals (id),
     seq INTEGER NOT NULL,
     target TEXT NOT NULL,
     mutation TEXT NOT NULL,
     state TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     sent_at TEXT,
     answer_id TEXT,
     code TEXT,
     detail TEXT
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX approval_parts_by_approval ON approval_parts (approval_id, seq)',
  `CREATE TABLE approval_policy (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     limits TEXT NOT NULL,
     stopped INTEGER NOT NULL CHECK (stopped IN (0, 1))
   ) STRICT`,
  `CREATE TABLE decisions (
     id TEXT PRIMARY KEY,
     seq INTEGER NOT NULL UNIQUE,
     made_at TEXT NOT NULL,
     inputs_hash TEXT NOT NULL,
     inputs TEXT NOT NULL,
     proposal TEXT NOT NULL,
     outcome TEXT
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE audit (
     seq INTEGER PRIMARY KEY,
     at TEXT NOT NULL,
     actor TEXT NOT NULL,
     what TEXT NOT NULL,
     subject TEXT NOT NULL,
     before TEXT NOT NULL,
     after TEXT NOT NULL,
     answer_id TEXT,
     previous TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT`,
  'CREATE INDEX audit_by_subject ON audit (subject, seq)',
  `CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
     BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END`,
  `CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
     BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
