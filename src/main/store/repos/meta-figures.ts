import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import {
  type DayFigures,
  type Level,
  type SaleChoice,
  salesOf,
  windows,
} from '../../core/learn/meta/figures.ts';
import { type Believed, restate } from '../../core/learn/meta/restate.ts';
import type { MetaInsightsTable, Tables } from '../schema.ts';

const ByWindow = z.partialRecord(z.enum(windows), z.number());
const Actions = z.record(
  z.string(),
  z.strictObject({ n: ByWindow.exactOptional(), v: ByWindow.exactOptional() }),
);

const toFigures = (row: Omit<MetaInsightsTable, 'id'>): DayFigures => ({
  level: row.level,
  objectId: row.object_id,
  day: row.day,
  campaignId: row.campaign_id,
  adSetId: row.ad_set_id,
  attributionSetting: row.attribution_setting,
  spendMinor: row.spend_minor,
  impressions: row.impressions,
  clicks: row.clicks,
  linkClicks: row.link_clicks,
  plays: row.plays,
  views3s: row.views_3s,
  thruplays: row.thruplays,
  p25: row.p25,
  p50: row.p50,
  p75: row.p75,
  p95: row.p95,
  p100: row.p100,
  actions: Actions.parse(JSON.parse(row.actions)),
});

export interface Stamp {
  readonly settledUntil: string;
  readonly at: string;
}

/** Part of a transaction: what was just told against what is believed, and the difference written. */
export async function saveFigures(
  tx: Kysely<Tables>,
  accountId: string,
  level: Level,
  rows: readonly DayFigures[],
  choice: SaleChoice | null,
  { settledUntil, at }: Stamp,
): Promise<void> {
  const { added, superseded, confirmed } = restate(await believed(tx, accountId, level, rows), rows);
  if (confirmed.length > 0)
    await sql`
      UPDATE meta_insights SET confirmed_at = ${at}, settled = (day <= ${settledUntil})
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(confirmed)}))`.execute(tx);
  if (superseded.length > 0)
    await sql`
      UPDATE meta_insights SET superseded_at = ${at}
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(superseded)}))`.execute(tx);
  if (added.length > 0) await add(tx, accountId, level, added, choice, { settledUntil, at });
}

async function believed(
  tx: Kysely<Tables>,
  accountId: string,
  level: Level,
  rows: readonly DayFigures[],
): Promise<Believed[]> {
  const keys = JSON.stringify(rows.map(({ objectId, day }) => [objectId, day]));
  const found = await sql<MetaInsightsTable & { id: number }>`
    SELECT row.* FROM json_each(${keys}) AS asked CROSS JOIN meta_insights AS row
    WHERE row.account_id = ${accountId} AND row.level = ${level}
      AND row.object_id = asked.value ->> 0 AND row.day = asked.value ->> 1 AND row.superseded_at IS NULL`.execute(
    tx,
  );
  return found.rows.map((row) => ({ id: row.id, ...toFigures(row) }));
}

/** One statement however many rows there are; they travel as one JSON text (design decision 9). */
async function add(
  tx: Kysely<Tables>,
  accountId: string,
  level: Level,
  rows: readonly DayFigures[],
  choice: SaleChoice | null,
  { settledUntil, at }: Stamp,
): Promise<void> {
  const values = rows.map((row) => {
    const { orders, revenueMinor } = salesOf(row.actions, choice);
    return [
      row.objectId,
      row.day,
      row.campaignId,
      row.adSetId,
      row.attributionSetting,
      row.spendMinor,
      row.impressions,
      row.clicks,
      row.linkClicks,
      row.plays,
      row.views3s,
      row.thruplays,
      row.p25,
      row.p50,
      row.p75,
      row.p95,
      row.p100,
      JSON.stringify(row.actions),
      orders,
      revenueMinor,
    ];
  });
  await sql`
    INSERT INTO meta_insights (
      account_id, level, object_id, day, campaign_id, ad_set_id, attribution_setting, spend_minor, impressions,
      clicks, link_clicks, plays, views_3s, thruplays, p25, p50, p75, p95, p100, actions, orders, revenue_minor,
      settled, read_at, confirmed_at)
    SELECT ${accountId}, ${level}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
      value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13,
      value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19,
      (value ->> 1) <= ${settledUntil}, ${at}, ${at}
    FROM json_each(${JSON.stringify(values)})`.execute(tx);
}
