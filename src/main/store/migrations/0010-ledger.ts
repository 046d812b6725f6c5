import { type Kysely, sql } from 'kysely';

/**
 * What sources say of orders, kept for ever: a later word about the same order is one more row. `sale` is the order's
 * number, or the event of one source where there is none; `words` is a digest of everything that was said, so that the
 * same row again changes nothing. Rates are those a person gave. What was handed to the Conversions API is remembered
 * by its event, so that no event is sent twice; customers are in it as digests alone.
 */
const statements = [
  `CREATE TABLE ledger_rows (
     seq INTEGER PRIMARY KEY,
     source TEXT NOT NULL,
     event_id TEXT NOT NULL,
     words TEXT NOT NULL,
     sale TEXT NOT NULL,
     order_id TEXT,
     kind TEXT NOT NULL CHECK (kind IN ('order', 'refund')),
     status TEXT NOT NULL CHECK (status IN ('approved', 'pending', 'open', 'declined', 'refunded')),
     minor INTEGER NOT NULL,
     currency TEXT NOT NULL,
     happened_at TEXT NOT NULL,
     began_at TEXT,
     said_at TEXT,
     learnt_at TEXT NOT NULL,
     ad TEXT,
     campaign TEXT,
     UNIQUE (source, event_id, words)
   ) STRICT`,
  'CREATE INDEX ledger_rows_by_sale ON ledger_rows (sale)',
  'CREATE INDEX ledger_rows_by_ad ON ledger_rows (ad) WHERE ad IS NOT NULL',
  'CREATE INDEX ledger_rows_by_campaign ON ledger_rows (campaign) WHERE campaign IS NOT NULL',
  `CREATE TABLE currency_rates (
     from_currency TEXT NOT NULL,
     to_currency TEXT NOT NULL,
     day TEXT NOT NULL,
     rate TEXT NOT NULL,
     PRIMARY KEY (from_currency, to_currency, day)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE ledger_hooks (
     source TEXT PRIMARY KEY,
     token_digest TEXT NOT NULL,
     currency TEXT,
     time_zone TEXT NOT NULL,
     made_at TEXT NOT NULL,
     last_at TEXT,
     received INTEGER NOT NULL DEFAULT 0,
     refused INTEGER NOT NULL DEFAULT 0
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE conversion_batches (
     id TEXT PRIMARY KEY,
     pixel TEXT NOT NULL,
     test_code TEXT,
     digest TEXT NOT NULL,
     events TEXT NOT NULL,
     made_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE conversion_events (
     pixel TEXT NOT NULL,
     event_name TEXT NOT NULL,
     event_id TEXT NOT NULL,
     batch TEXT NOT NULL REFERENCES conversion_batches (id),
     line INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'accepted', 'refused')),
     problem TEXT,
     at TEXT NOT NULL,
     PRIMARY KEY (pixel, event_name, event_id)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX conversion_events_by_batch ON conversion_events (batch)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
