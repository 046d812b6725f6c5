import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AdId } from '../../../contract/index.ts';
import type { Counts } from '../../core/learn/context.ts';
import { seenIn } from '../../core/learn/examples.ts';
import type { Learned } from '../../core/learn/learn-from.ts';
import type { DayRange } from '../../core/learn/meta/days.ts';
import { ordersOf, type ResultRow, withLateSales } from '../../core/learn/results.ts';
import { type Paces, pacesOf } from '../../core/learn/test-size.ts';
import { textOrder } from '../../core/text-order.ts';
import type { KeptVersion, LearnAccount, LearnVersion, LearnWriter, PredictionRecord } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { onlyAdOf } from './meta-links.ts';
import {
  activeModelReader,
  chooseModel,
  keptPredictions,
  modelInUse,
  modelVersions,
  newest,
  ranIn,
  saveModel,
} from './models.ts';
import { daysOf, isOfUnknownWorth, weeksOf } from './result-weeks.ts';
import { runningAds } from './running-ads.ts';
import { choiceAt, choiceOf, salesBy } from './sale-choices.ts';
import { untilWritten } from './until-written.ts';

interface RawRow {
  ad: string;
  campaign: string;
  ad_set: string | null;
  week: number;
  first_day: number;
  impressions: number;
  all_spend_minor: number;
  link_clicks: number | null;
  views_3s: number | null;
  thruplays: number | null;
  spend_minor: number | null;
  mature_clicks: number | null;
  orders: number | null;
  revenue_minor: number | null;
  unknown_orders: number | null;
}

/** A statement for each week, which is what is added up, so that others get their turn in between. */
async function rowsOf(
  db: Kysely<Tables>,
  accountId: string,
  link: RawBuilder<unknown>,
  only: RawBuilder<unknown>,
): Promise<ResultRow[]> {
  const found: ResultRow[] = [];
  for (const week of await weeksOf(db, accountId))
    found.push(
      ...(await weekOf(
        db,
        accountId,
        link,
        sql`${only} AND row.day BETWEEN ${week.since} AND ${week.until}`,
      )),
    );
  return withLateSales(
    found.sort(
      (a, b) =>
        textOrder(a.ad, b.ad) ||
        textOrder(a.campaign, b.campaign) ||
        textOrder(a.adSet ?? '', b.adSet ?? '') ||
        a.week - b.week,
    ),
  );
}

/** Of a day whose plays brought none of it Meta leaves it out, which is 0 of them. */
const ofPlays = (count: RawBuilder<unknown>) =>
  sql`sum(CASE WHEN row.plays > 0 THEN coalesce(${count}, 0) ELSE ${count} END)`;

async function weekOf(
  db: Kysely<Tables>,
  accountId: string,
  link: RawBuilder<unknown>,
  only: RawBuilder<unknown>,
): Promise<ResultRow[]> {
  const { rows } = await sql<RawRow>`
      WITH ${newest(accountId)}
      SELECT link.ad_id AS ad, coalesce(row.campaign_id, '') AS campaign, row.ad_set_id AS ad_set,
        CAST(min(julianday(row.day)) / 7 AS INTEGER) AS week,
        CAST(coalesce(min(julianday(row.day)) FILTER (WHERE row.impressions > 0), min(julianday(row.day))) AS INTEGER)
          AS first_day,
        sum(row.impressions) AS impressions, sum(row.spend_minor) AS all_spend_minor,
        sum(row.link_clicks) AS link_clicks, ${ofPlays(sql`row.views_3s`)} AS views_3s,
        ${ofPlays(sql`row.thruplays`)} AS thruplays,
        sum(row.spend_minor) FILTER (WHERE row.day <= newest.day) AS spend_minor,
        sum(row.link_clicks) FILTER (WHERE row.day <= newest.day) AS mature_clicks,
        sum(row.orders) FILTER (WHERE row.day <= newest.day) AS orders,
        sum(row.revenue_minor) FILTER (WHERE row.day <= newest.day) AS revenue_minor,
        sum(row.orders) FILTER (WHERE row.day <= newest.day AND ${isOfUnknownWorth}) AS unknown_orders
      FROM meta_insights AS row JOIN ${link} AS link ON link.meta_ad_id = row.object_id, newest
      WHERE row.account_id = ${accountId} AND row.level = 'ad' AND row.superseded_at IS NULL
        AND (row.impressions > 0 OR row.orders > 0 OR row.revenue_minor > 0) ${only}
      GROUP BY link.ad_id, row.campaign_id, row.ad_set_id`.execute(db);
  return rows.map((row) => ({
    ad: row.ad,
    campaign: row.campaign,
    adSet: row.ad_set,
    week: row.week,
    firstDay: row.first_day,
    impressions: row.impressions,
    spendMinor: row.all_spend_minor,
    linkClicks: row.link_clicks,
    views3s: row.views_3s,
    thruplays: row.thruplays,
    mature: {
      spendMinor: row.spend_minor ?? 0,
      linkClicks: row.mature_clicks,
      orders: row.orders,
      revenueMinor: row.revenue_minor,
      ofUnknownWorth: row.unknown_orders ?? 0,
    },
  }));
}

export const learnReader = (db: Kysely<Tables>) => {
  const activeModel = activeModelReader(db);
  const [keep, keepPaces] = [untilWritten<ReadonlyMap<AdId, Counts>>(db), untilWritten<Paces>(db)];
  return {
    async learnAccounts(): Promise<LearnAccount[]> {
      const { rows } = await sql<
        Omit<LearnAccount, 'linkedAds' | 'sales'> & {
          linked: number;
          action_type: string | null;
          action_window: string | null;
        }
      >`
      SELECT account.id, account.name, account.currency, account.time_zone AS timeZone,
        account.action_type, account.action_window,
        (SELECT count(DISTINCT link.ad_id) FROM ${onlyAdOf} AS link
           JOIN meta_ads AS ad ON ad.id = link.meta_ad_id WHERE ad.account_id = account.id) AS linked
      FROM meta_accounts AS account ORDER BY linked DESC, account.id`.execute(db);
      return rows.map(({ linked: linkedAds, action_type, action_window, ...account }) => ({
        ...account,
        linkedAds,
        sales: salesBy(choiceOf({ action_type, action_window })),
      }));
    },

    resultRows: (accountId: string, adIds?: readonly AdId[]): Promise<ResultRow[]> =>
      rowsOf(db, accountId, onlyAdOf, adIds ? sql`AND link.ad_id IN ${among(adIds)}` : sql``),

    // The window asks for one ad after the other.
    seenIn: (accountId: string) =>
      keep(accountId, async () => seenIn(await rowsOf(db, accountId, onlyAdOf, sql``))),

    // And for the size of a test after each change of what is wanted of it.
    pacesOf: (accountId: string) =>
      keepPaces(accountId, async () => pacesOf(await rowsOf(db, accountId, onlyAdOf, sql``))),

    /** The same of single ads at Meta, each by its own number. */
    armRows: (
      accountId: string,
      metaAds: readonly string[],
      { since, until }: DayRange,
    ): Promise<ResultRow[]> =>
      rowsOf(
        db,
        accountId,
        sql`(SELECT value AS meta_ad_id, value AS ad_id FROM json_each(${JSON.stringify(metaAds)}))`,
        sql`AND row.day BETWEEN ${since} AND ${until}`,
      ),

    daysOf: (accountId: string) => daysOf(db, accountId),

    runningAds: (accountId: string) => runningAds(db, accountId),

    async learnVersion(accountId: string, id?: number): Promise<KeptVersion | null> {
      const row = await db
        .selectFrom('learn_versions')
        .selectAll()
        .where('account_id', '=', accountId)
        .$if(id !== undefined, (query) => query.where('id', '=', id as number))
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      // Written by this program alone, with the shape of `saveLearned`.
      return row
        ? {
            id: row.id,
            accountId: row.account_id,
            madeAt: row.made_at,
            since: row.since,
            until: row.until,
            sales: salesBy(await choiceAt(db, accountId, row.made_at)),
            learned: JSON.parse(row.learned) as LearnVersion['learned'],
          }
        : null;
    },

    activeModel,

    modelInUse: (accountId: string, rows: readonly ResultRow[]) =>
      modelInUse(db, activeModel, accountId, rows),

    async predictionRecord(accountId: string): Promise<PredictionRecord> {
      const rows = await rowsOf(db, accountId, onlyAdOf, sql``);
      const [seen, ran] = [seenIn(rows), ranIn(rows)];
      return {
        kept: await keptPredictions(db, accountId, seen, ran, ordersOf(rows)),
        versions: await modelVersions(db, accountId, seen, ran),
      };
    },
  };
};

export const learnWriter = (db: Kysely<Tables>) =>
  ({
    async saveLearned(accountId, learned, { since, until }, at): Promise<number> {
      return db.transaction().execute(async (tx) => {
        const { knowledge, concepts, diversity, portfolio, agreements, counts, drift, driftFrom, stays } =
          learned;
        const { id } = await tx
          .insertInto('learn_versions')
          .values({
            account_id: accountId,
            made_at: at,
            since,
            until,
            learned: JSON.stringify({
              ...{ knowledge, concepts, diversity, portfolio, agreements, counts, drift, driftFrom, stays },
            }),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await saveModel(tx, accountId, id, learned, at);
        await saveOutcomes(tx, learned, at);
        return id;
      });
    },
    chooseModel: (accountId, version) => chooseModel(db, accountId, version),
  }) satisfies LearnWriter;

/** What is known now takes the place of what was known of fewer results and fewer ads. */
async function saveOutcomes(tx: Kysely<Tables>, { outcomes }: Learned, at: string): Promise<void> {
  const basis = `link click rate in the best quarter of ${outcomes.length} ads`;
  await sql`
    INSERT INTO council_outcomes (ad_id, hit, basis, known_at)
    SELECT value ->> 'ad', (value ->> 'hit') = 1, ${basis}, ${at} FROM json_each(${JSON.stringify(outcomes)})
    WHERE value ->> 'own' AND value ->> 'ad' IN (SELECT ad_id FROM council_votes)
    ON CONFLICT (ad_id) DO UPDATE SET hit = excluded.hit, basis = excluded.basis, known_at = excluded.known_at`.execute(
    tx,
  );
}
