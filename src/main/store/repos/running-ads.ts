import { type Kysely, sql } from 'kysely';
import type { DayRange } from '../../core/learn/meta/days.ts';
import type { RunningAd } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { onlyAdOf } from './meta-links.ts';
import { weeksOf } from './result-weeks.ts';

interface DayRow {
  id: string;
  day: string;
  impressions: number;
  clicks: number | null;
  orders: number | null;
  spend_minor: number;
  reach: number | null;
}

/** Ads with impressions in the account's last fourteen days, with all their days and the rest of the account beside. */
export async function runningAds(db: Kysely<Tables>, accountId: string): Promise<RunningAd[]> {
  const names = await sql<{ id: string; name: string; ad_id: string | null }>`
    SELECT ad.id, ad.name, link.ad_id
    FROM meta_ads AS ad LEFT JOIN ${onlyAdOf} AS link ON link.meta_ad_id = ad.id
    WHERE ad.account_id = ${accountId} AND ad.id IN (
      SELECT object_id FROM meta_insights
      WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL AND impressions > 0
        AND day > (SELECT date(max(day), '-14 days') FROM meta_insights
                   WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL))
    ORDER BY ad.name, ad.id`.execute(db);
  const totals = new Map<string, { impressions: number; clicks: number }>();
  const byAd = new Map<string, DayRow[]>();
  for (const week of await weeksOf(db, accountId)) {
    for (const row of await daysIn(db, accountId, week)) {
      const total = totals.get(row.day) ?? { impressions: 0, clicks: 0 };
      total.impressions += row.impressions;
      total.clicks += row.clicks ?? 0;
      totals.set(row.day, total);
      const own = byAd.get(row.id);
      if (own) own.push(row);
      else byAd.set(row.id, [row]);
    }
  }
  return names.rows.map(({ id, name, ad_id }) => ({
    metaAdId: id,
    name,
    adId: ad_id,
    days: (byAd.get(id) ?? []).map((row) => {
      const total = totals.get(row.day) as { impressions: number; clicks: number };
      return {
        day: row.day,
        impressions: row.impressions,
        clicks: row.clicks ?? 0,
        results: row.orders ?? 0,
        spendMinor: row.spend_minor,
        lifetimeReach: row.reach,
        others: {
          impressions: total.impressions - row.impressions,
          clicks: total.clicks - (row.clicks ?? 0),
        },
      };
    }),
  }));
}

async function daysIn(
  db: Kysely<Tables>,
  accountId: string,
  { since, until }: DayRange,
): Promise<readonly DayRow[]> {
  const { rows } = await sql<DayRow>`
    SELECT row.object_id AS id, row.day, row.impressions, row.link_clicks AS clicks, row.orders, row.spend_minor,
      reach.lifetime_reach AS reach
    FROM meta_insights AS row
      LEFT JOIN meta_reach AS reach ON reach.ad_id = row.object_id AND reach.day = row.day
    WHERE row.account_id = ${accountId} AND row.level = 'ad' AND row.superseded_at IS NULL AND row.impressions > 0
      AND row.day BETWEEN ${since} AND ${until}
    ORDER BY row.day`.execute(db);
  return rows;
}
