import { type Kysely, sql } from 'kysely';
import type { DayVersion } from '../../core/learn/today/day.ts';
import type { ScoredSince, TodayReader } from '../../ports.ts';
import type { AdsTable, Tables } from '../schema.ts';
import { among } from './among.ts';
import { toJob } from './jobs.ts';
import { resultsReadAt } from './meta-results.ts';

type Row = DayVersion & { level: 'account' | 'campaign'; objectId: string; name: string | null; day: string };

export const todayReader = (db: Kysely<Tables>) =>
  ({
    async readAccounts() {
      return db
        .selectFrom('meta_accounts')
        .select(['id', 'name', 'currency', 'time_zone as timeZone', resultsReadAt.as('readAt')])
        .orderBy('name')
        .orderBy('id')
        .execute();
    },
    async driveReadAt() {
      const row = await db
        .selectFrom('jobs')
        .select(({ fn }) => fn.max('finished_at').as('at'))
        .where('kind', '=', 'analyze')
        .where('state', '=', 'done')
        .where(sql<boolean>`payload ->> 'drive' IS NOT NULL`)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async delayAlarm(accountId) {
      const row = await db
        .selectFrom('delay_alarms')
        .select(['p', 'seen_at as seenAt'])
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row ?? null;
    },
    async silence(accountId) {
      const row = await db
        .selectFrom('silences')
        .select(['since as at', 'due'])
        .where('account_id', '=', accountId)
        .where(
          sql<boolean>`NOT EXISTS (SELECT 1 FROM ledger_told AS told WHERE told.source = silences.source
                                   AND told.shop IS silences.shop AND told.at > since)`,
        )
        .executeTakeFirst();
      return row ?? null;
    },
    async readDays(accountId, since) {
      const rows = await db
        .selectFrom('meta_days')
        .select(['day', 'read_at'])
        .where('account_id', '=', accountId)
        .where('day', '>=', since)
        .execute();
      return new Map(rows.map(({ day, read_at }) => [day, read_at]));
    },
    async spenders(accountId, days) {
      const { rows } = await sql<Row>`
        SELECT row.level, row.object_id AS objectId, coalesce(account.name, campaign.name) AS name, row.day,
          spend_minor AS spendMinor, impressions, link_clicks AS linkClicks, orders, revenue_minor AS revenueMinor,
          row.read_at AS readAt, row.confirmed_at AS confirmedAt, row.superseded_at AS supersededAt
        FROM meta_insights AS row
          LEFT JOIN meta_accounts AS account ON row.level = 'account' AND account.id = row.object_id
          LEFT JOIN meta_campaigns AS campaign ON row.level = 'campaign' AND campaign.id = row.object_id
        WHERE row.account_id = ${accountId} AND row.level IN ('account', 'campaign')
          AND row.day IN ${among(days)}
        ORDER BY row.level, row.object_id, row.day, row.read_at`.execute(db);
      const found = new Map<
        string,
        { id: string; level: Row['level']; name: string; days: Map<string, DayVersion[]> }
      >();
      for (const { level, objectId, name, day, ...version } of rows) {
        const known = found.get(objectId) ?? { id: objectId, level, name: name ?? objectId, days: new Map() };
        found.set(objectId, known);
        known.days.set(day, [...(known.days.get(day) ?? []), version]);
      }
      return [...found.values()];
    },
    async jobsThatFailed(since, limit) {
      const of = db
        .selectFrom('jobs')
        .where('finished_at', '>=', since)
        .where((eb) => eb.or([eb('state', '=', 'failed'), sql<boolean>`progress ->> 'failed' > 0`]));
      const { jobs } = await of
        .select(({ fn }) => fn.countAll<number>().as('jobs'))
        .executeTakeFirstOrThrow();
      const rows = await of.selectAll().orderBy('seq', 'desc').limit(limit).execute();
      return { jobs, newest: rows.map(toJob) };
    },
    async linksAskedSince(since) {
      const { asked } = await db
        .selectFrom('meta_links')
        .select(({ fn }) => fn.countAll<number>().as('asked'))
        .where('state', '=', 'proposed')
        .where('linked_at', '>=', since)
        .executeTakeFirstOrThrow();
      return asked;
    },
    async scoredSince(since, limit): Promise<ScoredSince> {
      const of = db.selectFrom('ads').where('measured_at', '>=', since);
      const { ads } = await of.select(({ fn }) => fn.countAll<number>().as('ads')).executeTakeFirstOrThrow();
      // Few of very many ads are new: they are found by their time, and only the best of them are looked up.
      const { rows: best } = await sql<Pick<AdsTable, 'id' | 'name' | 'score' | 'score_low' | 'score_high'>>`
        SELECT ads.id, name, ads.score, score_low, score_high
        FROM (SELECT id, score FROM ads INDEXED BY ads_by_measured WHERE measured_at >= ${since}
              ORDER BY score DESC, id LIMIT ${limit}) AS best JOIN ads ON ads.id = best.id
        ORDER BY ads.score DESC, ads.id`.execute(db);
      return {
        ads,
        best: best.map(({ id, name, score, score_low, score_high }) => ({
          id,
          name,
          score,
          interval80: score_low === null || score_high === null ? null : [score_low, score_high],
        })),
      };
    },
  }) satisfies TodayReader;
