import { type Kysely, sql } from 'kysely';

/**
 * Ad accounts of Meta with what is in them, and their results by day. Days are those of the account's own time zone,
 * money is in the smallest unit of its currency. A result is never overwritten: what Meta tells otherwise later is one
 * more row, and the row before it says until when it was believed. `meta_days` is what has been read in full.
 */
const statements = [
  `CREATE TABLE meta_accounts (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     currency TEXT NOT NULL,
     time_zone TEXT NOT NULL,
     action_type TEXT,
     action_window TEXT,
     chosen_at TEXT,
     paused_until TEXT,
     read_at TEXT NOT NULL,
     CHECK ((action_type IS NULL) = (action_window IS NULL))
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meta_campaigns (
     id TEXT PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     name TEXT NOT NULL,
     objective TEXT,
     status TEXT NOT NULL,
     effective_status TEXT NOT NULL,
     daily_budget_minor INTEGER,
     lifetime_budget_minor INTEGER,
     read_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX meta_campaigns_by_account ON meta_campaigns (account_id)',
  `CREATE TABLE meta_ad_sets (
     id TEXT PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     campaign_id TEXT NOT NULL,
     name TEXT NOT NULL,
     status TEXT NOT NULL,
     effective_status TEXT NOT NULL,
     daily_budget_minor INTEGER,
     lifetime_budget_minor INTEGER,
     optimization_goal TEXT,
     learning_status TEXT,
     edited_at TEXT,
     read_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX meta_ad_sets_by_account ON meta_ad_sets (account_id, campaign_id)',
  `CREATE TABLE meta_ads (
     id TEXT PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     campaign_id TEXT NOT NULL,
     ad_set_id TEXT NOT NULL,
     creative_id TEXT,
     name TEXT NOT NULL,
     status TEXT NOT NULL,
     effective_status TEXT NOT NULL,
     created_at TEXT,
     read_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX meta_ads_by_account ON meta_ads (account_id, campaign_id, ad_set_id)',
  `CREATE TABLE meta_creatives (
     id TEXT PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     title TEXT,
     body TEXT,
     link TEXT,
     url_tags TEXT,
     call_to_action TEXT,
     media TEXT NOT NULL,
     read_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meta_insights (
     id INTEGER PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     level TEXT NOT NULL CHECK (level IN ('account', 'campaign', 'ad_set', 'ad')),
     object_id TEXT NOT NULL,
     day TEXT NOT NULL,
     campaign_id TEXT,
     ad_set_id TEXT,
     attribution_setting TEXT,
     spend_minor INTEGER NOT NULL,
     impressions INTEGER NOT NULL,
     clicks INTEGER,
     link_clicks INTEGER,
     plays INTEGER,
     views_3s INTEGER,
     thruplays INTEGER,
     p25 INTEGER,
     p50 INTEGER,
     p75 INTEGER,
     p95 INTEGER,
     p100 INTEGER,
     actions TEXT NOT NULL,
     orders REAL,
     revenue_minor INTEGER,
     settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
     read_at TEXT NOT NULL,
     confirmed_at TEXT NOT NULL,
     superseded_at TEXT
   ) STRICT`,
  `CREATE UNIQUE INDEX meta_insights_now ON meta_insights (account_id, level, day, object_id)
     WHERE superseded_at IS NULL`,
  `CREATE TABLE meta_reach (
     ad_id TEXT NOT NULL,
     day TEXT NOT NULL,
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     lifetime_reach INTEGER NOT NULL,
     read_at TEXT NOT NULL,
     PRIMARY KEY (ad_id, day)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meta_days (
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     day TEXT NOT NULL,
     settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
     read_at TEXT NOT NULL,
     PRIMARY KEY (account_id, day)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meta_reports (
     account_id TEXT NOT NULL REFERENCES meta_accounts (id) ON DELETE CASCADE,
     level TEXT NOT NULL,
     since TEXT NOT NULL,
     until TEXT NOT NULL,
     report_id TEXT NOT NULL,
     asked_at TEXT NOT NULL,
     PRIMARY KEY (account_id, level, since, until)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE meta_links (
     meta_ad_id TEXT NOT NULL REFERENCES meta_ads (id) ON DELETE CASCADE,
     ad_id TEXT NOT NULL REFERENCES ads (id) ON DELETE CASCADE,
     how TEXT NOT NULL CHECK (how IN ('content', 'look', 'name', 'hand')),
     certainty REAL NOT NULL CHECK (certainty BETWEEN 0 AND 1),
     state TEXT NOT NULL CHECK (state IN ('proposed', 'linked', 'rejected')),
     linked_at TEXT NOT NULL,
     PRIMARY KEY (meta_ad_id, ad_id)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX meta_links_by_ad ON meta_links (ad_id)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
