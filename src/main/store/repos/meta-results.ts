import { type Kysely, sql } from 'kysely';
import type { Level } from '../../core/learn/meta/figures.ts';
import type { AccountSums, Sums } from '../../core/learn/meta/results.ts';
import type { KnownMetaAccount } from '../../ports.ts';
import type { MetaAccountsTable, Tables } from '../schema.ts';
import { isStanding } from './meta-links.ts';
import { isOfUnknownWorth } from './result-weeks.ts';
import { choiceOf, choosingOf, soldAt } from './sale-choices.ts';

export interface ResultsAsked {
  readonly since: string | null;
  readonly until: string | null;
  readonly account: string | null;
}

/** What one row said at an instant. */
export interface Believed {
  readonly accountId: string;
  readonly objectId: string;
  readonly day: string;
  readonly spendMinor: number;
  readonly impressions: number;
  readonly orders: number | null;
  readonly revenueMinor: number | null;
}

export const toAccount = (row: MetaAccountsTable): KnownMetaAccount => ({
  id: row.id,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  choice: choiceOf(row),
  choosing: choosingOf(row),
  pausedUntil: row.paused_until,
  ownFieldsRefusedAt: row.own_fields_refused_at,
});

/** When results of an account were read last, whatever else of it was read since; null before any day was. */
export const resultsReadAt = sql<string | null>`(
  SELECT max(day.read_at) FROM meta_days AS day WHERE day.account_id = meta_accounts.id)`;

export const metaResultsReader = (db: Kysely<Tables>) => ({
  /** The rows of one level as they were believed at an instant: what was learnt later does not count. */
  async metaBelieved(level: Level, at: string): Promise<Believed[]> {
    const accounts = await db.selectFrom('meta_accounts').select('id').orderBy('id').execute();
    const of = accounts.map(async ({ id }) => {
      const { orders, revenue } = await soldAt(db, id, at);
      const { rows } = await sql<Believed>`
        SELECT account_id AS accountId, object_id AS objectId, day, spend_minor AS spendMinor,
          impressions, ${orders} AS orders, ${revenue} AS revenueMinor
        FROM meta_insights
        WHERE account_id = ${id} AND level = ${level} AND read_at <= ${at}
          AND (superseded_at IS NULL OR superseded_at > ${at})
        ORDER BY object_id, day`.execute(db);
      return rows;
    });
    return (await Promise.all(of)).flat();
  },
  /** The accounts that have been read, each on its own: their currencies and calendars differ. */
  async metaResults({ since, until, account }: ResultsAsked): Promise<AccountSums[]> {
    const rows = await db
      .selectFrom('meta_accounts')
      .selectAll()
      .select(resultsReadAt.as('resultsReadAt'))
      .$if(account !== null, (query) => query.where('id', '=', account as string))
      .orderBy('name')
      .orderBy('id')
      .execute();
    const range = { since: since ?? '0000-01-01', until: until ?? '9999-12-31' };
    return Promise.all(
      rows.map(async (row): Promise<AccountSums> => {
        const [days, total, campaigns, ads, links] = await Promise.all([
          daysOf(db, row.id, range),
          sumsOf(db, row.id, 'account', range),
          sumsOf(db, row.id, 'campaign', range),
          sumsOf(db, row.id, 'ad', range),
          linksOf(db, row.id),
        ]);
        return {
          account: { ...toAccount(row), readAt: row.resultsReadAt },
          ...days,
          total: total[0] ?? null,
          campaigns,
          ads,
          links,
        };
      }),
    );
  },
});

const none = { since: null, until: null };

async function daysOf(db: Kysely<Tables>, accountId: string, range: { since: string; until: string }) {
  const row = await db
    .selectFrom('meta_days')
    .select(({ fn }) => [fn.min('day').as('since'), fn.max('day').as('until')])
    .where('account_id', '=', accountId)
    .where('day', '>=', range.since)
    .where('day', '<=', range.until)
    .executeTakeFirst();
  return row?.since ? { since: row.since, until: row.until } : none;
}

const nameTables = { campaign: 'meta_campaigns', ad_set: 'meta_ad_sets', ad: 'meta_ads' } as const;

/** The most expensive first. */
async function sumsOf(
  db: Kysely<Tables>,
  accountId: string,
  level: Level,
  { since, until }: { since: string; until: string },
): Promise<Sums[]> {
  const named = sql.table(level === 'account' ? 'meta_accounts' : nameTables[level]);
  const status = sql.raw(level === 'account' ? 'NULL' : 'named.effective_status');
  const { rows } = await sql<Sums>`
    SELECT row.object_id AS objectId, named.name AS name, ${status} AS status,
      max(row.campaign_id) AS campaignId, max(row.ad_set_id) AS adSetId,
      sum(spend_minor) AS spendMinor, sum(impressions) AS impressions, sum(clicks) AS clicks,
      sum(link_clicks) AS linkClicks, sum(plays) AS plays, sum(views_3s) AS views3s, sum(thruplays) AS thruplays,
      sum(CASE WHEN plays IS NULL THEN 0 ELSE impressions END) AS videoImpressions,
      sum(orders) AS orders, sum(revenue_minor) AS revenueMinor,
      coalesce(sum(orders) FILTER (WHERE ${isOfUnknownWorth}), 0) AS unknownOrders,
      CASE WHEN sum(revenue_minor) IS NULL THEN NULL
        ELSE sum(CASE WHEN settled THEN 0 ELSE coalesce(revenue_minor, 0) END) END AS provisionalMinor
    FROM meta_insights AS row LEFT JOIN ${named} AS named ON named.id = row.object_id
    WHERE row.account_id = ${accountId} AND row.level = ${level} AND row.superseded_at IS NULL
      AND row.day BETWEEN ${since} AND ${until}
    GROUP BY row.object_id ORDER BY spendMinor DESC, row.object_id`.execute(db);
  return rows;
}

async function linksOf(db: Kysely<Tables>, accountId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('meta_links')
    .innerJoin('meta_ads', 'meta_ads.id', 'meta_links.meta_ad_id')
    .select(['meta_ad_id', 'ad_id'])
    .where('meta_ads.account_id', '=', accountId)
    .where(isStanding)
    .orderBy('ad_id')
    .execute();
  const links = new Map<string, string[]>();
  for (const { meta_ad_id, ad_id } of rows) links.set(meta_ad_id, [...(links.get(meta_ad_id) ?? []), ad_id]);
  return links;
}
