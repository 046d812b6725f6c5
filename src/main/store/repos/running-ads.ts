import { type Kysely, type Nullable, sql } from 'kysely';
import type { FatigueDay } from '../../core/learn/fatigue.ts';
import { ageOf, knownShare } from '../../core/learn/known-share.ts';
import { addDays, type DayRange } from '../../core/learn/meta/days.ts';
import { restOfAccount } from '../../core/learn/rest-of-account.ts';
import { matureAfterDays } from '../../core/learn/results.ts';
import type { DayVersion } from '../../core/learn/today/day.ts';
import type { RunningAd } from '../../ports.ts';
import type { MetaOpinionsTable, Tables } from '../schema.ts';
import { onlyAdOf } from './meta-links.ts';
import { daysOf, weeksOf } from './result-weeks.ts';

interface RawDay {
  id: string;
  day: string;
  impressions: number;
  clicks: number | null;
  plays: number | null;
  views_3s: number | null;
  orders: number | null;
  spend_minor: number;
  people: number | null;
  lifetime_impressions: number | null;
}

/** Ads with impressions in the account's last fourteen days, with all their days and the rest of the account beside. */
export async function runningAds(db: Kysely<Tables>, accountId: string): Promise<RunningAd[]> {
  const names = await sql<
    { id: string; name: string; ad_id: string | null } & Nullable<
      Omit<MetaOpinionsTable, 'id' | 'account_id'>
    >
  >`
    SELECT ad.id, ad.name, link.ad_id, quality, engagement, conversion, diversity_score, diversity_label, fatigue,
      own_fields, opinion.read_at
    FROM meta_ads AS ad LEFT JOIN ${onlyAdOf} AS link ON link.meta_ad_id = ad.id
      LEFT JOIN meta_opinions AS opinion ON opinion.id = ad.id
    WHERE ad.account_id = ${accountId} AND ad.id IN (
      SELECT object_id FROM meta_insights
      WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL AND impressions > 0
        AND day > (SELECT date(max(day), '-14 days') FROM meta_insights
                   WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL))
    ORDER BY ad.name, ad.id`.execute(db);
  const byAd = new Map<string, RunningAd['days'][number][]>(names.rows.map(({ id }) => [id, []]));
  const { until } = await daysOf(db, accountId);
  const ripeUntil = until === null ? '' : addDays(until, -matureAfterDays);
  const shareOf = await knownShares(db, accountId, until);
  const rows: DayRow[] = [];
  // A week at a time, so that others get their turn between them.
  for (const week of await weeksOf(db, accountId)) rows.push(...(await daysIn(db, accountId, week)));
  const others = restOfAccount(rows, (id) => byAd.has(id));
  rows.forEach(({ id, ...day }, at) => {
    const isRipe = day.day <= ripeUntil;
    const knownShare = shareOf.get(day.day) ?? 1;
    byAd.get(id)?.push({ ...day, isRipe, knownShare, others: others[at] as FatigueDay['others'] });
  });
  return names.rows.map(({ id, name, ad_id, own_fields, read_at, ...opinion }) => ({
    metaAdId: id,
    name,
    adId: ad_id,
    opinion:
      read_at === null
        ? null
        : {
            adId: id,
            quality: opinion.quality,
            engagement: opinion.engagement,
            conversion: opinion.conversion,
            diversityScore: opinion.diversity_score,
            diversityLabel: opinion.diversity_label,
            fatigue: opinion.fatigue,
            ownFields: own_fields === 1,
            readAt: read_at,
          },
    days: byAd.get(id) ?? [],
  }));
}

/** Days by which it is told how late results come: complete by now, and three weeks of them. */
const completeDays = { first: -35, last: -14 } as const;

/** By day, of the last week: how many of its orders are known by now. */
async function knownShares(
  db: Kysely<Tables>,
  accountId: string,
  until: string | null,
): Promise<ReadonlyMap<string, number>> {
  if (until === null) return new Map();
  const { rows: told } = await sql<DayVersion & { day: string }>`
    SELECT day, spend_minor AS spendMinor, impressions, link_clicks AS linkClicks, orders, revenue_minor AS revenueMinor,
      read_at AS readAt, confirmed_at AS confirmedAt, superseded_at AS supersededAt
    FROM meta_insights
    WHERE account_id = ${accountId} AND level IN ('account', 'campaign') AND level = 'account'
      AND day BETWEEN ${addDays(until, completeDays.first)} AND ${addDays(until, completeDays.last)}
    ORDER BY day, read_at`.execute(db);
  const complete = Map.groupBy(told, ({ day }) => day);
  const { rows: read } = await sql<{ day: string; at: string; timeZone: string }>`
    SELECT day, days.read_at AS at, time_zone AS timeZone
    FROM meta_days AS days JOIN meta_accounts AS account ON account.id = account_id
    WHERE account_id = ${accountId} AND day > ${addDays(until, -matureAfterDays)}
    ORDER BY day`.execute(db);
  let least = 1;
  // A younger day is never known better: of one that was not over when it was read no complete day tells.
  return new Map(
    read.map(({ day, at, timeZone }) => {
      least = Math.min(least, knownShare(complete, ageOf(day, at), timeZone));
      return [day, least];
    }),
  );
}

type DayRow = { readonly id: string; readonly day: string } & Omit<
  FatigueDay,
  'isRipe' | 'knownShare' | 'others'
>;

async function daysIn(
  db: Kysely<Tables>,
  accountId: string,
  { since, until }: DayRange,
): Promise<readonly DayRow[]> {
  const { rows } = await sql<RawDay>`
    SELECT row.object_id AS id, row.day, row.impressions, row.link_clicks AS clicks, row.plays, row.views_3s, row.orders, row.spend_minor,
      reach.lifetime_reach AS people, reach.lifetime_impressions
    FROM meta_insights AS row
      LEFT JOIN meta_reach AS reach ON reach.ad_id = row.object_id AND reach.day = row.day
    WHERE row.account_id = ${accountId} AND row.level = 'ad' AND row.superseded_at IS NULL AND row.impressions > 0
      AND row.day BETWEEN ${since} AND ${until}
    ORDER BY row.day`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    impressions: row.impressions,
    clicks: row.clicks ?? 0,
    views3s: row.plays === null ? null : (row.views_3s ?? 0),
    results: row.orders ?? 0,
    spendMinor: row.spend_minor,
    lifetime:
      row.people === null || row.lifetime_impressions === null
        ? null
        : { people: row.people, impressions: row.lifetime_impressions },
  }));
}
