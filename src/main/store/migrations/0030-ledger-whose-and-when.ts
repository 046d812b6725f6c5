import { type Kysely, sql } from 'kysely';

/**
 * A source is heard of about one shop at a time: that it told of one client ends no silence about another. Of a source that
 * told of several shops no more is known than the newest row about each. Trackers keep the shop as rows do, so that an ad
 * account may be renamed. Rates are kept with when they were given; those that are here count as given ever since.
 */
const statements = [
  `CREATE TABLE ledger_told_new (
     source TEXT NOT NULL,
     at TEXT NOT NULL,
     how TEXT NOT NULL CHECK (how IN ('file', 'post', 'refresh')),
     shop TEXT
   ) STRICT`,
  `INSERT INTO ledger_told_new (source, at, how, shop)
   SELECT told.source, iif(shops > 1, newest, told.at), told.how, heard.shop
   FROM ledger_told AS told LEFT JOIN (
     SELECT source, shop, max(learnt_at) AS newest, count(*) OVER (PARTITION BY source) AS shops
     FROM ledger_rows GROUP BY source, shop) AS heard ON heard.source = told.source`,
  'DROP TABLE ledger_told',
  'ALTER TABLE ledger_told_new RENAME TO ledger_told',
  "CREATE UNIQUE INDEX ledger_told_by_shop ON ledger_told (source, coalesce(shop, ''))",
  `UPDATE ledger_hooks SET shop = coalesce(
     (SELECT id FROM meta_accounts WHERE id = iif(substr(shop, 1, 4) = 'act_', substr(shop, 5), shop)),
     (SELECT max(id) FROM meta_accounts WHERE lower(name) = lower(shop) HAVING count(*) = 1),
     lower(shop))
   WHERE shop IS NOT NULL`,
  `UPDATE ledger_hooks SET shop = (SELECT max(id) FROM meta_accounts HAVING count(*) = 1) WHERE shop IS NULL`,
  `CREATE TABLE currency_rates_new (
     from_currency TEXT NOT NULL,
     to_currency TEXT NOT NULL,
     day TEXT NOT NULL,
     rate TEXT,
     given_at TEXT NOT NULL,
     PRIMARY KEY (from_currency, to_currency, day, given_at)
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO currency_rates_new
   SELECT from_currency, to_currency, day, rate, '0000-01-01T00:00:00.000Z' FROM currency_rates`,
  'DROP TABLE currency_rates',
  'ALTER TABLE currency_rates_new RENAME TO currency_rates',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
