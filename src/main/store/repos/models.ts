import { type Kysely, sql } from 'kysely';
import type { Learned } from '../../core/learn/learn-from.ts';
import type { Kept, ModelVersion } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { onlyAdOf } from './meta-links.ts';

/** Late orders have come in by then (`scoring.md` 5.2). */
export const matureAfterDays = 7;

/** What ads of an account got since their first day, for all that was said of them before it. */
const ran = (accountId: string) => sql`
  newest (day) AS (
    SELECT date(max(day), ${`-${matureAfterDays} days`}) FROM meta_insights
    WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL),
  ran AS (
    SELECT link.ad_id, min(row.day) AS first_day, sum(row.impressions) AS impressions,
      sum(row.link_clicks) AS clicks,
      sum(row.spend_minor) FILTER (WHERE row.day <= newest.day) AS spend,
      sum(row.revenue_minor) FILTER (WHERE row.day <= newest.day) AS revenue
    FROM meta_insights AS row JOIN ${onlyAdOf} AS link ON link.meta_ad_id = row.object_id, newest
    WHERE row.account_id = ${accountId} AND row.level = 'ad' AND row.superseded_at IS NULL
      AND row.impressions > 0 GROUP BY link.ad_id)`;

export async function keptPredictions(db: Kysely<Tables>, accountId: string): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    WITH ${ran(accountId)}
    SELECT said.ad_id AS adId, said.rate, said.low, said.high, ran.impressions, ran.clicks AS linkClicks,
      said.roas_low AS roasLow, said.roas_high AS roasHigh,
      CASE WHEN ran.spend > 0 THEN CAST(ran.revenue AS REAL) / ran.spend END AS roas
    FROM ctr_predictions AS said JOIN ctr_models AS model ON model.id = said.model_id
      JOIN ran ON ran.ad_id = said.ad_id
    WHERE model.account_id = ${accountId} AND ran.clicks IS NOT NULL AND ran.first_day > date(said.made_at)
      AND said.model_id = (
        SELECT min(first.model_id) FROM ctr_predictions AS first JOIN ctr_models AS own ON own.id = first.model_id
        WHERE first.ad_id = said.ad_id AND own.account_id = ${accountId})
    ORDER BY said.ad_id`.execute(db);
  return rows;
}

interface RawVersion extends Omit<ModelVersion, 'gain80' | 'inUse' | 'held'> {
  readonly low: number | null;
  readonly high: number | null;
  readonly status: 'active' | 'retired';
  readonly held: 0 | 1;
}

export async function modelVersions(db: Kysely<Tables>, accountId: string): Promise<ModelVersion[]> {
  const { rows } = await sql<RawVersion>`
    WITH ${ran(accountId)},
    judged AS (
      SELECT said.model_id, count(*) AS ran,
        sum(CAST(ran.clicks AS REAL) / ran.impressions BETWEEN said.low AND said.high) AS within,
        sum(ran.clicks) AS seen, sum(said.rate * ran.impressions) AS said
      FROM ctr_predictions AS said JOIN ctr_models AS model ON model.id = said.model_id
        JOIN ran ON ran.ad_id = said.ad_id
      WHERE model.account_id = ${accountId} AND ran.clicks IS NOT NULL AND ran.first_day > date(said.made_at)
      GROUP BY said.model_id)
    SELECT model.version_id AS version, model.made_at AS madeAt, model.kind, model.why, model.ads,
      model.hits AS clicks, model.gain, model.gain_low AS low, model.gain_high AS high, model.status, model.held,
      coalesce(judged.ran, 0) AS ran, coalesce(judged.within, 0) AS within,
      coalesce(judged.seen, 0) AS clicksSeen, coalesce(judged.said, 0) AS clicksSaid
    FROM ctr_models AS model LEFT JOIN judged ON judged.model_id = model.id
    WHERE model.account_id = ${accountId} ORDER BY model.id DESC`.execute(db);
  return rows.map(({ low, high, status, held, ...row }) => ({
    ...row,
    gain80: low === null || high === null ? null : ([low, high] as const),
    inUse: status === 'active',
    held: held === 1,
  }));
}

/** A new model takes the place of the one in use, unless a person holds that one. */
export async function saveModel(
  tx: Kysely<Tables>,
  accountId: string,
  versionId: number,
  { model, roas, predictions }: Pick<Learned, 'model' | 'roas' | 'predictions'>,
  at: string,
): Promise<void> {
  const inUse = await tx
    .selectFrom('ctr_models')
    .select(['id', 'held'])
    .where('account_id', '=', accountId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  const held = inUse?.held === 1;
  if (inUse && !held)
    await tx.updateTable('ctr_models').set({ status: 'retired' }).where('id', '=', inUse.id).execute();
  const { id } = await tx
    .insertInto('ctr_models')
    .values({
      version_id: versionId,
      account_id: accountId,
      status: held ? 'retired' : 'active',
      kind: model.active,
      why: model.why,
      ads: model.ads,
      hits: model.hits,
      trials: model.trials,
      gain: model.report?.gain ?? null,
      gain_low: model.report?.gain80[0] ?? null,
      gain_high: model.report?.gain80[1] ?? null,
      model: JSON.stringify(model),
      roas: roas && JSON.stringify(roas),
      parent_id: inUse?.id ?? null,
      made_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // An ad may have gone while the others were learnt from.
  await sql`
    INSERT INTO ctr_predictions (ad_id, model_id, rate, low, high, roas_low, roas_high, made_at)
    SELECT value ->> 'ad', ${id}, value ->> 'rate', value ->> 'low', value ->> 'high', value ->> 'roasLow',
      value ->> 'roasHigh', ${at}
    FROM json_each(${JSON.stringify(predictions)}) WHERE value ->> 'ad' IN (SELECT id FROM ads)`.execute(tx);
}

export const chooseModel = (
  db: Kysely<Tables>,
  accountId: string,
  version: number | null,
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const chosen = await tx
      .selectFrom('ctr_models')
      .select('id')
      .where('account_id', '=', accountId)
      .$if(version !== null, (query) => query.where('version_id', '=', version as number))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!chosen) return false;
    await tx
      .updateTable('ctr_models')
      .set({ status: 'retired', held: 0 })
      .where('account_id', '=', accountId)
      .execute();
    await tx
      .updateTable('ctr_models')
      .set({ status: 'active', held: version === null ? 0 : 1 })
      .where('id', '=', chosen.id)
      .execute();
    return true;
  });
