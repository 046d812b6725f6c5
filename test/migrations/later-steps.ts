import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { migrations } from '../../src/main/store/migrations/index.ts';

/** Enough work that a kill meets each step in its middle. */
export const rows = 20_000;

const step = (...statements: readonly string[]): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

const numbers = (times: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${times}) SELECT`;

/** What releases to come may do: a table that is filled, a table that is rebuilt, a column that is computed. */
export const laterSteps: Record<string, Migration> = {
  ...migrations,
  '9001-fill': step(
    'CREATE TABLE facts (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT',
    `INSERT INTO facts ${numbers(rows)} i, hex(randomblob(16)) || i FROM n`,
    'CREATE INDEX facts_by_text ON facts (text)',
  ),
  '9002-rebuild': step(
    'CREATE TABLE facts_new (id INTEGER PRIMARY KEY, text TEXT NOT NULL, size INTEGER NOT NULL) STRICT',
    'INSERT INTO facts_new SELECT id, text, length(text) FROM facts',
    'DROP TABLE facts',
    'ALTER TABLE facts_new RENAME TO facts',
    'CREATE INDEX facts_by_size ON facts (size, text)',
  ),
  '9003-compute': step(
    'ALTER TABLE facts ADD COLUMN doubled INTEGER',
    'UPDATE facts SET doubled = size * 2',
    'CREATE TABLE done (x INTEGER) STRICT',
  ),
};
