import { type Kysely, sql } from 'kysely';

/**
 * Whose sales a row tells of, and the telling it came in. Where one ad account alone is known, every row was of that one.
 * The same words may come again as news: approved, declined, approved; what is a replay follows from the telling, which of
 * older rows is not known.
 */
const statements = [
  `CREATE TABLE ledger_rows_new (
     seq INTEGER PRIMARY KEY,
     source TEXT NOT NULL,
     shop TEXT,
     telling TEXT,
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
     campaign TEXT
   ) STRICT`,
  `INSERT INTO ledger_rows_new
   SELECT seq, source, (SELECT max(id) FROM meta_accounts HAVING count(*) = 1), NULL, event_id, words, sale, order_id, kind,
     status, minor, currency, happened_at, began_at, said_at, learnt_at, ad, campaign
   FROM ledger_rows`,
  'DROP TABLE ledger_rows',
  'ALTER TABLE ledger_rows_new RENAME TO ledger_rows',
  'CREATE INDEX ledger_rows_by_event ON ledger_rows (source, event_id)',
  'CREATE INDEX ledger_rows_by_sale ON ledger_rows (sale)',
  'CREATE INDEX ledger_rows_by_ad ON ledger_rows (ad) WHERE ad IS NOT NULL',
  'CREATE INDEX ledger_rows_by_campaign ON ledger_rows (campaign) WHERE campaign IS NOT NULL',
  'ALTER TABLE ledger_hooks ADD COLUMN shop TEXT',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
