import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Job, JobId } from '../../../contract/index.ts';
import type { DayRange } from '../../core/learn/meta/days.ts';
import type { Level } from '../../core/learn/meta/figures.ts';
import type { Sold } from '../../core/learn/meta/sales-choice.ts';
import type {
  KnownMetaAccount,
  LifetimeReach,
  MetaAccount,
  MetaReader,
  MetaStructure,
  MetaWriter,
  RefreshPayload,
} from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { insertJob } from './jobs.ts';
import { saveFigures } from './meta-figures.ts';
import { toAccount } from './meta-results.ts';
import { keepOfOnly } from './placed-rows.ts';
import { choiceOf, saleChooser } from './sale-choices.ts';

const Payload = z.strictObject({ daysBack: z.int().positive(), accounts: z.array(z.string()) });

export const metaReader = (db: Kysely<Tables>) =>
  ({
    async refreshPayload(id: JobId): Promise<RefreshPayload> {
      const row = await db
        .selectFrom('jobs')
        .select('payload')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return Payload.parse(JSON.parse(row.payload));
    },
    async unfinishedRefresh(payload: RefreshPayload): Promise<JobId | null> {
      const row = await db
        .selectFrom('jobs')
        .select('id')
        .where('kind', '=', 'refresh')
        .where('state', 'in', ['queued', 'running', 'waiting'])
        .where('payload', '=', JSON.stringify(Payload.parse(payload)))
        .executeTakeFirst();
      return row?.id ?? null;
    },
    async metaAccount(id: string): Promise<KnownMetaAccount | null> {
      const row = await db.selectFrom('meta_accounts').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toAccount(row) : null;
    },
    async metaDays(accountId: string): Promise<Map<string, { settled: boolean }>> {
      const rows = await db
        .selectFrom('meta_days')
        .select(['day', 'settled'])
        .where('account_id', '=', accountId)
        .execute();
      return new Map(rows.map(({ day, settled }) => [day, { settled: settled === 1 }]));
    },
    async soldTypes(accountId: string): Promise<Sold> {
      const rows = db
        .selectFrom('meta_insights')
        .where('meta_insights.account_id', '=', accountId)
        .where('superseded_at', 'is', null);
      const types = await sql<{ type: string }>`
        SELECT DISTINCT action.key AS type FROM (${rows.select('actions').where('level', '=', 'account')}) AS row,
          json_each(row.actions) AS action
        WHERE action.value ->> 'v' IS NOT NULL`.execute(db);
      const settings = await rows
        .innerJoin('meta_ad_sets', 'meta_ad_sets.id', 'meta_insights.object_id')
        .select('attribution_setting')
        .distinct()
        .where('level', '=', 'ad_set')
        .where('effective_status', 'not in', ['DELETED', 'ARCHIVED'])
        .where(
          'day',
          '>',
          sql<string>`(
          SELECT date(max(day), '-28 days') FROM meta_days WHERE account_id = ${accountId})`,
        )
        .execute();
      return {
        types: types.rows.map(({ type }) => type),
        settings: settings.flatMap(({ attribution_setting }) => attribution_setting ?? []),
      };
    },
    async metaAdCount(accountId: string): Promise<number> {
      const row = await db
        .selectFrom('meta_ads')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow();
      return row.n;
    },
    async metaReport(accountId: string, level: Level, { since, until }: DayRange) {
      const row = await db
        .selectFrom('meta_reports')
        .select(['report_id as id', 'asked_at as at'])
        .where('account_id', '=', accountId)
        .where('level', '=', level)
        .where('since', '=', since)
        .where('until', '=', until)
        .executeTakeFirst();
      return row ?? null;
    },
  }) satisfies MetaReader;

export const metaWriter = (db: Kysely<Tables>, newJobId: () => JobId) =>
  ({
    createRefreshJob: (payload: RefreshPayload, at: string): Promise<Job> =>
      insertJob(db, newJobId(), {
        kind: 'refresh',
        title: 'Results from Meta',
        payload: Payload.parse(payload),
        state: 'queued',
        at,
      }),
    async saveMetaAccount({ id, name, currency, timeZone }: MetaAccount, at: string): Promise<void> {
      const row = { name, currency, time_zone: timeZone, read_at: at };
      await db.transaction().execute(async (tx) => {
        await keepOfOnly(tx, id);
        await tx
          .insertInto('meta_accounts')
          .values({ id, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
      });
    },
    ...saleChooser(db),
    async pauseMeta(accountId: string, until: string | null): Promise<void> {
      await db
        .updateTable('meta_accounts')
        .set({ paused_until: until })
        .where('id', '=', accountId)
        .execute();
    },
    async saveStructure(accountId: string, structure: MetaStructure, at: string): Promise<void> {
      await db.transaction().execute((tx) => saveStructure(tx, accountId, structure, at));
    },
    async saveFigures(accountId, level, rows, settledUntil, at): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const account = await tx
          .selectFrom('meta_accounts')
          .select(['action_type', 'action_window'])
          .where('id', '=', accountId)
          .executeTakeFirstOrThrow();
        await saveFigures(tx, accountId, level, rows, choiceOf(account), { settledUntil, at });
      });
    },
    async endFigures(accountId, level, { since, until }, at): Promise<void> {
      await db
        .updateTable('meta_insights')
        .set({ superseded_at: at })
        .where('account_id', '=', accountId)
        .where('level', '=', level)
        .where('day', '>=', since)
        .where('day', '<=', until)
        .where('superseded_at', 'is', null)
        .where('confirmed_at', '!=', at)
        .execute();
    },
    async saveReach(
      accountId: string,
      day: string,
      reach: ReadonlyMap<string, LifetimeReach>,
      at: string,
    ): Promise<void> {
      const rows = [...reach].map(([id, { people, impressions }]) => [id, people, impressions]);
      await sql`
        INSERT INTO meta_reach (ad_id, day, account_id, lifetime_reach, lifetime_impressions, read_at)
        SELECT value ->> 0, ${day}, ${accountId}, value ->> 1, value ->> 2, ${at}
        FROM json_each(${JSON.stringify(rows)}) WHERE true
        ON CONFLICT (ad_id, day) DO UPDATE SET
          lifetime_reach = excluded.lifetime_reach, lifetime_impressions = excluded.lifetime_impressions,
          read_at = excluded.read_at`.execute(db);
    },
    async refuseOwnFields(accountId, at): Promise<void> {
      await db
        .updateTable('meta_accounts')
        .set({ own_fields_refused_at: at })
        .where('id', '=', accountId)
        .execute();
    },
    async saveOpinions(accountId, opinions, at): Promise<void> {
      await upsert(
        db,
        'meta_opinions',
        opinions.map((one) => ({
          id: one.adId,
          account_id: accountId,
          quality: one.quality,
          engagement: one.engagement,
          conversion: one.conversion,
          diversity_score: one.diversityScore,
          diversity_label: one.diversityLabel,
          fatigue: one.fatigue,
          own_fields: one.ownFields ? 1 : 0,
          read_at: at,
        })),
      );
    },
    async endMetaDays(accountId: string, days: DayRange, settledUntil: string, at: string): Promise<void> {
      await sql`
        WITH RECURSIVE run (day) AS (
          SELECT ${days.since} UNION ALL SELECT date(day, '+1 day') FROM run WHERE day < ${days.until})
        INSERT INTO meta_days (account_id, day, settled, read_at)
        SELECT ${accountId}, day, day <= ${settledUntil}, ${at} FROM run WHERE true
        ON CONFLICT (account_id, day) DO UPDATE SET
          settled = excluded.settled, read_at = excluded.read_at`.execute(db);
    },
    async keepReport(accountId, level, { since, until }, reportId, at): Promise<void> {
      const key = { account_id: accountId, level, since, until };
      if (reportId === null) {
        await db
          .deleteFrom('meta_reports')
          .where((eb) => eb.and(key))
          .execute();
        return;
      }
      const row = { report_id: reportId, asked_at: at };
      await db
        .insertInto('meta_reports')
        .values({ ...key, ...row })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'level', 'since', 'until']).doUpdateSet(row),
        )
        .execute();
    },
  }) satisfies MetaWriter;

async function saveStructure(
  tx: Kysely<Tables>,
  accountId: string,
  { campaigns = [], adSets = [], ads = [], creatives = [] }: MetaStructure,
  at: string,
): Promise<void> {
  const own = { account_id: accountId, read_at: at };
  const common = (row: { id: string; name: string; status: string; effectiveStatus: string }) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    effective_status: row.effectiveStatus,
    ...own,
  });
  const budgets = (row: { dailyBudgetMinor: number | null; lifetimeBudgetMinor: number | null }) => ({
    daily_budget_minor: row.dailyBudgetMinor,
    lifetime_budget_minor: row.lifetimeBudgetMinor,
  });
  const tables = {
    meta_campaigns: campaigns.map((row) => ({
      ...common(row),
      ...budgets(row),
      objective: row.objective,
    })),
    meta_ad_sets: adSets.map((row) => ({
      ...common(row),
      ...budgets(row),
      campaign_id: row.campaignId,
      optimization_goal: row.optimizationGoal,
      starts_at: row.startsAt ?? null,
      ends_at: row.endsAt ?? null,
      learning_status: row.learningStatus,
      edited_at: row.editedAt,
    })),
    meta_ads: ads.map((row) => ({
      ...common(row),
      campaign_id: row.campaignId,
      ad_set_id: row.adSetId,
      creative_id: row.creativeId,
      created_at: row.createdAt,
    })),
    meta_creatives: creatives.map((row) => ({
      id: row.id,
      title: row.title,
      body: row.body,
      link: row.link,
      url_tags: row.urlTags,
      call_to_action: row.callToAction,
      media: JSON.stringify(row.media),
      ...own,
    })),
  };
  for (const [table, rows] of Object.entries(tables)) await upsert(tx, table as keyof typeof tables, rows);
}

type Told = 'meta_campaigns' | 'meta_ad_sets' | 'meta_ads' | 'meta_creatives' | 'meta_opinions';

async function upsert(db: Kysely<Tables>, table: Told, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  // A name per column of our own, never of Meta's.
  const columns = Object.keys(first).filter((column) => column !== 'id');
  await db
    .insertInto(table)
    .values(rows as never)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(
          Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as never,
        ),
    )
    .execute();
}
