import { type Kysely, sql } from 'kysely';
import type { AdId } from '../../../contract/index.ts';
import type { Counts } from '../../core/learn/context.ts';
import { within80 } from '../../core/learn/deepctr/beta-binomial.ts';
import { stillFits } from '../../core/learn/deepctr/drift.ts';
import { leastTrialsJudged } from '../../core/learn/deepctr/evaluate.ts';
import type { Challenger } from '../../core/learn/deepctr/forward.ts';
import type { InUse } from '../../core/learn/deepctr/promote.ts';
import { type RoasModel, returnHeld } from '../../core/learn/deepctr/roas.ts';
import type { Model } from '../../core/learn/deepctr/train.ts';
import { seenIn } from '../../core/learn/examples.ts';
import type { Learned, Said } from '../../core/learn/learn-from.ts';
import { dayIn } from '../../core/learn/meta/days.ts';
import { matureAfterDays, type orderValues, type ResultRow, resultsOf } from '../../core/learn/results.ts';
import type { ActiveModel, Kept, ModelVersion } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { dayOfJulian, julianOf } from './result-weeks.ts';
import { chosenAfter } from './sale-choices.ts';

/** The last day of the account whose orders count as known. */
export const newest = (accountId: string) => sql`
  newest (day) AS (
    SELECT date(max(day), ${`-${matureAfterDays} days`}) FROM meta_insights
    WHERE account_id = ${accountId} AND level = 'ad' AND superseded_at IS NULL)`;

/** What each ad got since its first day, for all that was said of it before. */
export const ranIn = (rows: readonly ResultRow[]) =>
  [...Map.groupBy(rows, ({ ad }) => ad)].map(([ad, own]) => {
    const { impressions, linkClicks: clicks, spendMinor, roas, ordersOfUnknownWorth } = resultsOf(own);
    const firstDay = dayOfJulian(Math.min(...own.map((row) => row.firstDay)));
    // A range is held against the whole return or against none.
    const isKnown = spendMinor > 0 && ordersOfUnknownWorth === 0;
    return { ad, firstDay, impressions, clicks, spendMinor, roas: isKnown ? (roas ?? 0) : null };
  });
type Ran = ReturnType<typeof ranIn>;

/** What came of ads, and on which of the account's days each thing was said of them. */
async function ranTables(db: Kysely<Tables>, accountId: string, ran: Ran) {
  const { timeZone } = await db
    .selectFrom('meta_accounts')
    .select('time_zone as timeZone')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const said = await db
    .selectFrom('ctr_predictions')
    .innerJoin('ctr_models', 'ctr_models.id', 'ctr_predictions.model_id')
    .select('ctr_predictions.made_at')
    .distinct()
    .where('account_id', '=', accountId)
    .execute();
  const days = said.map(({ made_at: at }) => ({ at, day: dayIn(timeZone, at) }));
  return sql`
  made AS (SELECT value ->> 'at' AS at, value ->> 'day' AS day FROM json_each(${JSON.stringify(days)})),
  ran AS (
    SELECT value ->> 'ad' AS ad_id, value ->> 'firstDay' AS first_day, value ->> 'impressions' AS impressions,
      value ->> 'clicks' AS clicks, value ->> 'spendMinor' AS spend_minor, value ->> 'roas' AS roas
    FROM json_each(${JSON.stringify(ran)}))`;
}

/** What each ad got, out of the context it ran in. */
type Seen = ReadonlyMap<string, Counts>;

interface Judgeable {
  readonly modelId: number;
  readonly adId: AdId;
  readonly rate: number;
}

/**
 * How each prediction did beside what came. An interval is of the true rate, what came is clicks, which are chance in part:
 * so it is the share of them that lies within what rate and spread together let expect.
 */
async function judgedBy(db: Kysely<Tables>, accountId: string, seen: Seen, said: readonly Judgeable[]) {
  const { rows: spreads } = await sql<{ id: number; phi: number }>`
    SELECT id, coalesce(model ->> '$.fitted.intervalPhi', model ->> '$.mean.intervalPhi') AS phi FROM ctr_models
    WHERE account_id = ${accountId} AND id IN ${among([...new Set(said.map(({ modelId }) => modelId))])}`.execute(
    db,
  );
  const phiOf = new Map(spreads.map(({ id, phi }) => [id, phi]));
  return said.flatMap(({ modelId, adId, rate }) => {
    const counts = seen.get(adId);
    const phi = phiOf.get(modelId);
    if (!counts || phi === undefined) return [];
    const { hits, trials } = counts;
    return trials >= leastTrialsJudged
      ? [{ modelId, adId, rate, hits, trials, within: within80(hits, trials, rate, phi) }]
      : [];
  });
}

export async function keptPredictions(
  db: Kysely<Tables>,
  accountId: string,
  seen: Seen,
  ran: Ran,
  orders: ReturnType<typeof orderValues>,
): Promise<Kept[]> {
  const { rows } = await sql<Omit<Kept, 'seen' | 'within' | 'roasHeld'> & { modelId: number; spend: number }>`
    WITH ${await ranTables(db, accountId, ran)}
    SELECT said.model_id AS modelId, said.ad_id AS adId, said.rate, said.low, said.high, ran.impressions,
      ran.clicks AS linkClicks, ran.spend_minor AS spend, said.roas_low AS roasLow, said.roas_high AS roasHigh,
      CASE WHEN account.action_type IS NOT NULL AND NOT ${chosenAfter(sql`said.made_at`, sql`account.id`)}
        THEN ran.roas END AS roas
    FROM ctr_predictions AS said JOIN ctr_models AS model ON model.id = said.model_id
      JOIN meta_accounts AS account ON account.id = model.account_id
      JOIN ran ON ran.ad_id = said.ad_id JOIN made ON made.at = said.made_at
    WHERE model.account_id = ${accountId} AND ran.clicks IS NOT NULL AND ran.first_day > made.day
      AND said.model_id = (
        SELECT first.model_id FROM ctr_predictions AS first JOIN ctr_models AS own ON own.id = first.model_id
        WHERE first.ad_id = said.ad_id AND own.account_id = ${accountId}
        ORDER BY first.made_at, first.model_id LIMIT 1)
    ORDER BY said.ad_id`.execute(db);
  const judged = await judgedBy(db, accountId, seen, rows);
  const byAd = new Map(judged.map((one) => [one.adId, one]));
  return rows.flatMap(({ modelId, spend, ...row }) => {
    const one = byAd.get(row.adId);
    if (!one) return [];
    const { roasLow, roasHigh, roas } = row;
    const said = roasLow !== null && roasHigh !== null && roas !== null;
    const roasHeld = said ? returnHeld([roasLow, roasHigh], roas, spend, orders) : null;
    return [{ ...row, seen: one.hits / one.trials, within: one.within, roasHeld }];
  });
}

interface RawVersion
  extends Omit<ModelVersion, 'gain80' | 'inUse' | 'held' | 'ran' | 'within' | 'clicksSeen' | 'clicksSaid'> {
  readonly id: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly status: 'active' | 'retired';
  readonly held: 0 | 1;
}

export async function modelVersions(
  db: Kysely<Tables>,
  accountId: string,
  seen: Seen,
  ran: Ran,
): Promise<ModelVersion[]> {
  const { rows: said } = await sql<Judgeable>`
    WITH ${await ranTables(db, accountId, ran)}
    SELECT said.model_id AS modelId, said.ad_id AS adId, said.rate
    FROM ctr_predictions AS said JOIN ctr_models AS model ON model.id = said.model_id
      JOIN ran ON ran.ad_id = said.ad_id JOIN made ON made.at = said.made_at
    WHERE model.account_id = ${accountId} AND ran.clicks IS NOT NULL AND ran.first_day > made.day`.execute(
    db,
  );
  const judged = await judgedBy(db, accountId, seen, said);
  const { rows } = await sql<RawVersion>`
    SELECT id, version_id AS version, made_at AS madeAt, kind, why, ads, hits AS clicks, gain, gain_low AS low,
      gain_high AS high, status, held
    FROM ctr_models WHERE account_id = ${accountId} ORDER BY id DESC`.execute(db);
  return rows.map(({ id, low, high, status, held, ...row }) => {
    const own = judged.filter(({ modelId }) => modelId === id);
    const sum = (of: (one: (typeof own)[0]) => number) => own.reduce((total, one) => total + of(one), 0);
    return {
      ...row,
      ran: own.length,
      within: sum(({ within }) => within),
      clicksSeen: sum(({ hits }) => hits),
      clicksSaid: sum(({ rate, trials }) => rate * trials),
      gain80: low === null || high === null ? null : ([low, high] as const),
      inUse: status === 'active',
      held: held === 1,
    };
  });
}

/**
 * The model that an account uses, with the ranges of returns of the newest refresh, which nothing is held against; a version
 * that a person holds keeps its own, and none once another choice of sales came. A model never changes, so each is read once.
 */
export const activeModelReader = (db: Kysely<Tables>) => {
  const known = new Map<string, { roasFrom: number | null; read: ActiveModel }>();
  return async (accountId: string): Promise<ActiveModel | null> => {
    const { rows } = await sql<{ id: number; roasFrom: number | null }>`
      SELECT id, CASE WHEN held = 0 THEN (SELECT max(id) FROM ctr_models WHERE account_id = ${accountId})
        WHEN NOT ${chosenAfter(sql`ctr_models.made_at`, sql`ctr_models.account_id`)} THEN id END AS roasFrom
      FROM ctr_models WHERE account_id = ${accountId} AND status = 'active'`.execute(db);
    const [active] = rows;
    if (!active) return null;
    const before = known.get(accountId);
    if (before?.read.id === active.id && before.roasFrom === active.roasFrom) return before.read;
    const row = await db
      .selectFrom('ctr_models')
      .select(['id', 'version_id', 'model', 'made_at'])
      .where('id', '=', active.id)
      .executeTakeFirstOrThrow();
    const ranges = await db
      .selectFrom('ctr_models')
      .select('roas')
      .where('id', '=', active.roasFrom)
      .executeTakeFirst();
    const read: ActiveModel = {
      id: row.id,
      version: row.version_id,
      model: JSON.parse(row.model) as Model,
      roas: ranges?.roas ? readRoas(ranges.roas) : null,
      madeAt: row.made_at,
    };
    known.set(accountId, { roasFrom: active.roasFrom, read });
    return read;
  };
};

/** What a newer model is held against; `rows` are all results of the account. */
export async function modelInUse(
  db: Kysely<Tables>,
  activeModel: ReturnType<typeof activeModelReader>,
  accountId: string,
  rows: readonly ResultRow[],
): Promise<InUse | null> {
  const active = await activeModel(accountId);
  if (!active) return null;
  const { held, until } = await db
    .selectFrom('ctr_models')
    .innerJoin('learn_versions', 'learn_versions.id', 'ctr_models.version_id')
    .select(['ctr_models.held', 'learn_versions.until'])
    .where('ctr_models.id', '=', active.id)
    .executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('ctr_models')
    .select(['hits', sql<string | null>`model -> '$.report.challenger'`.as('challenger')])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const versions = await modelVersions(db, accountId, seenIn(rows), ranIn(rows));
  const own = versions.find(({ version }) => version === active.version);
  return {
    version: active.version,
    untilDay: until === null ? Number.NEGATIVE_INFINITY : julianOf(until),
    held: held === 1,
    fits: own ? stillFits(own.within, own.ran) : null,
    model: active.model,
    roas: active.roas,
    last: {
      hits: last.hits,
      // Written by this program alone, with the shape of `lookForward`.
      challenger: last.challenger === null ? undefined : (JSON.parse(last.challenger) as Challenger),
    },
  };
}

/** One that an earlier release counted in single coins has ranges that say nothing; the next refresh makes another. */
function readRoas(text: string): RoasModel | null {
  const roas = JSON.parse(text) as Partial<RoasModel>;
  return roas.spendUnitMinor === undefined ? null : (roas as RoasModel);
}

/** A new model takes the place of the one in use, unless it has not shown that it is better or a person holds that one. */
export async function saveModel(
  tx: Kysely<Tables>,
  accountId: string,
  versionId: number,
  { model, roas, stays, predictions, saidInUse }: Learned,
  at: string,
): Promise<void> {
  const inUse = await tx
    .selectFrom('ctr_models')
    .select(['id', 'held'])
    .where('account_id', '=', accountId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  const isKept = inUse !== undefined && (inUse.held === 1 || stays !== null);
  if (inUse && !isKept)
    await tx.updateTable('ctr_models').set({ status: 'retired' }).where('id', '=', inUse.id).execute();
  const { id } = await tx
    .insertInto('ctr_models')
    .values({
      version_id: versionId,
      account_id: accountId,
      status: isKept ? 'retired' : 'active',
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
  await savePredictions(tx, id, predictions, at);
  // What is said from now on of ads that came since is what they are held against.
  if (isKept) await savePredictions(tx, inUse.id, saidInUse, at);
}

/** An ad may have gone while the others were learnt from; what was said of one first stays. */
const savePredictions = (tx: Kysely<Tables>, modelId: number, said: readonly Said[], at: string) =>
  sql`
  INSERT INTO ctr_predictions (ad_id, model_id, rate, low, high, roas_low, roas_high, made_at)
  SELECT value ->> 'ad', ${modelId}, value ->> 'rate', value ->> 'low', value ->> 'high', value ->> 'roasLow',
    value ->> 'roasHigh', ${at}
  FROM json_each(${JSON.stringify(said)}) WHERE value ->> 'ad' IN (SELECT id FROM ads)
  ON CONFLICT (ad_id, model_id) DO NOTHING`.execute(tx);

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
      .where('version_id', '=', version ?? (await standingVersion(tx, accountId)))
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

/** The version whose model no person holds: the newest, or the one that the newest was held against and did not replace. */
async function standingVersion(tx: Kysely<Tables>, accountId: string): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    SELECT CASE WHEN learned ->> '$.stays' IS NULL THEN id ELSE learned ->> '$.driftFrom' END AS version
    FROM learn_versions WHERE account_id = ${accountId} ORDER BY id DESC LIMIT 1`.execute(tx);
  return rows[0]?.version ?? null;
}
