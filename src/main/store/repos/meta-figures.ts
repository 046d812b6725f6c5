import { CompiledQuery, type Kysely, sql } from 'kysely';
import {
  type DayFigures,
  type Level,
  type SaleChoice,
  salesOf,
  type Told,
  told,
} from '../../core/learn/meta/figures.ts';
import { type Believed, restate, saidBy } from '../../core/learn/meta/restate.ts';
import type { MetaInsightsTable, Tables } from '../schema.ts';
import { among } from './among.ts';

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
      WHERE id IN ${among(confirmed)}`.execute(tx);
  if (superseded.length > 0)
    await sql`
      UPDATE meta_insights SET superseded_at = ${at}
      WHERE id IN ${among(superseded)}`.execute(tx);
  for (let from = 0; from < added.length; from += rowsAtOnce) {
    const values = added
      .slice(from, from + rowsAtOnce)
      .map((row) => valuesOf(accountId, level, row, choice, { settledUntil, at }));
    await tx.executeQuery(CompiledQuery.raw(insertOf(values.length), values.flat()));
  }
}

/** Where each figure is kept. */
const columnOf = {
  campaignId: 'campaign_id',
  adSetId: 'ad_set_id',
  attributionSetting: 'attribution_setting',
  spendMinor: 'spend_minor',
  impressions: 'impressions',
  clicks: 'clicks',
  linkClicks: 'link_clicks',
  plays: 'plays',
  views3s: 'views_3s',
  thruplays: 'thruplays',
  p25: 'p25',
  p50: 'p50',
  p75: 'p75',
  p95: 'p95',
  p100: 'p100',
} as const satisfies Record<keyof Told, keyof MetaInsightsTable>;

type Row = Pick<MetaInsightsTable, 'day' | 'actions'> & Told & { id: number; objectId: string };
const figuresRead = sql.raw(told.map((figure) => `row.${columnOf[figure]} AS ${figure}`).join(', '));

async function believed(
  tx: Kysely<Tables>,
  accountId: string,
  level: Level,
  rows: readonly DayFigures[],
): Promise<Believed[]> {
  const keys = JSON.stringify(rows.map(({ objectId, day }) => [objectId, day]));
  const found = await sql<Row>`
    SELECT row.id, row.object_id AS objectId, row.day, ${figuresRead}, actions
    FROM json_each(${keys}) AS asked CROSS JOIN meta_insights AS row
    WHERE row.account_id = ${accountId} AND row.level = ${level}
      AND row.object_id = asked.value ->> 0 AND row.day = asked.value ->> 1 AND row.superseded_at IS NULL`.execute(
    tx,
  );
  return found.rows.map((row) => ({
    id: row.id,
    objectId: row.objectId,
    day: row.day,
    said: saidBy(row, row.actions),
  }));
}

const columns = [
  'account_id',
  'level',
  'object_id',
  'day',
  ...told.map((figure) => columnOf[figure]),
  'actions',
  'orders',
  'revenue_minor',
  'settled',
  'read_at',
  'confirmed_at',
] as const satisfies readonly (keyof MetaInsightsTable)[];

function valuesOf(
  accountId: string,
  level: Level,
  row: DayFigures,
  choice: SaleChoice | null,
  { settledUntil, at }: Stamp,
): unknown[] {
  const { orders, revenueMinor } = salesOf(row.actions, choice);
  return [
    accountId,
    level,
    row.objectId,
    row.day,
    ...told.map((figure) => row[figure]),
    JSON.stringify(row.actions),
    orders,
    revenueMinor,
    row.day <= settledUntil ? 1 : 0,
    at,
    at,
  ];
}

/** Kysely takes longer to build a statement with so many values than SQLite to run it, so its text is our own. */
const rowsAtOnce = 100;
const statements = new Map<number, string>();

function insertOf(rows: number): string {
  const known = statements.get(rows);
  if (known) return known;
  const row = `(${columns.map(() => '?').join(', ')})`;
  const text = `INSERT INTO meta_insights (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`;
  statements.set(rows, text);
  return text;
}
