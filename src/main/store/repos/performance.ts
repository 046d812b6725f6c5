import { type Kysely, sql } from 'kysely';
import {
  type ErrorCode,
  type JobKind,
  Judge,
  type ModelCalls,
  type Performance,
} from '../../../contract/index.ts';
import type { PerformanceReader, PerformanceWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { wordsFor } from './jobs.ts';

const ends = sql`count(*) FILTER (WHERE state = 'done') AS done,
  count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state = 'cancelled') AS cancelled`;

/** As ceilings count: what is not known at its worst. */
export const worstMicro = sql`coalesce(cost_micro_usd, worst_micro_usd)`;

/** Who was asked, whoever asked; only the calls stay of a conversation that was deleted. */
const calls = (since: string) => sql`(
  SELECT 'council' AS use, judge AS service, state, problem, sent_at, ${worstMicro} AS micro
  FROM council_calls WHERE sent_at >= ${since}
  UNION ALL
  SELECT 'director', turn.service, call.state, problem, sent_at, ${worstMicro}
  FROM director_calls AS call LEFT JOIN director_turns AS turn ON turn.id = call.turn_id
  WHERE sent_at >= ${since})`;

const usd = (microUsd: number): number => microUsd / 1e6;

/** All of it from job_ends and the calls of the days asked for, never from the items of jobs. */
export const performanceReader = (db: Kysely<Tables>) =>
  ({
    async unfinishedCount() {
      const { n } = await db
        .selectFrom('jobs')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('finished_at', 'is', null)
        .executeTakeFirstOrThrow();
      return n;
    },
    async jobDays(since) {
      const { rows } = await sql<Performance['jobs']['days'][number]>`
        SELECT substr(ended_at, 1, 10) AS day, ${ends} FROM job_ends
        WHERE ended_at >= ${since} GROUP BY day ORDER BY day`.execute(db);
      return rows;
    },
    async jobKinds(since) {
      const { rows } = await sql<
        { kind: JobKind } & Record<'done' | 'failed' | 'cancelled', number> &
          Record<'usual_s' | 'longest_s', number | null>
      >`
        WITH seen AS (
          SELECT kind, state, seconds,
            row_number() OVER (PARTITION BY kind, state ORDER BY seconds NULLS LAST) AS place,
            count(seconds) OVER (PARTITION BY kind, state) AS timed
          FROM job_ends WHERE ended_at >= ${since})
        SELECT kind, ${ends},
          max(seconds) FILTER (WHERE state = 'done' AND place = (timed + 1) / 2) AS usual_s,
          max(seconds) FILTER (WHERE state = 'done') AS longest_s
        FROM seen GROUP BY kind ORDER BY kind`.execute(db);
      return rows;
    },
    async filesSeen(since) {
      return db
        .selectFrom('job_ends')
        .select((eb) =>
          (['analyzed', 'reused', 'failed', 'skipped'] as const).map((state) =>
            eb.fn.coalesce(eb.fn.sum<number>(state), sql<number>`0`).as(state),
          ),
        )
        .where('kind', '=', 'analyze')
        .where('ended_at', '>=', since)
        .executeTakeFirstOrThrow();
    },
    async timedRuns(since, limit) {
      const rows = await db
        .selectFrom('job_ends')
        .select(['job_id', 'ended_at', 'analyzed', 'reused', 'failed', 'media_s'])
        .select('seconds')
        .$narrowType<{ seconds: number }>()
        .where('kind', '=', 'analyze')
        .where('state', '=', 'done')
        .where('ended_at', '>=', since)
        .where('seconds', 'is not', null)
        .where('analyzed', '>', 0)
        .orderBy('ended_at', 'desc')
        .limit(limit)
        .execute();
      return rows.reverse();
    },
    async errorsSeen(since) {
      // Of the columns beside max() SQLite takes the row that has it.
      const { rows } = await sql<{ code: ErrorCode; times: number; last_at: string; detail: string | null }>`
        SELECT code, sum(n) AS times, max(at) AS last_at, detail FROM (
          SELECT problem.value ->> 'code' AS code, problem.value ->> 'n' AS n, ended_at AS at,
            problem.value ->> 'detail' AS detail
          FROM job_ends, json_each(job_ends.problems) AS problem WHERE ended_at >= ${since}
          UNION ALL
          SELECT code, 1, asked_at, detail FROM director_turns WHERE code IS NOT NULL AND asked_at >= ${since})
        GROUP BY code ORDER BY times DESC, code`.execute(db);
      return rows.map(({ times, last_at, code, detail }) => ({ times, last_at, ...wordsFor(code, detail) }));
    },
    async modelCalls(since) {
      type Row = Omit<ModelCalls, 'cost_usd' | 'last_problem'> & { micro: number };
      const { rows } = await sql<Row>`
        SELECT use, service, count(*) AS calls, count(*) FILTER (WHERE state = 'failed') AS failed,
          count(*) FILTER (WHERE problem LIKE 'rate_limit:%') AS limited, sum(micro) AS micro
        FROM ${calls(since)} GROUP BY use, service ORDER BY use, service`.execute(db);
      const { rows: problems } = await sql<Pick<Row, 'use' | 'service'> & { at: string; problem: string }>`
        SELECT use, service, max(sent_at) AS at, problem
        FROM ${calls(since)} WHERE problem IS NOT NULL GROUP BY use, service`.execute(db);
      return rows.map(({ micro: cost, service, ...row }) => {
        const last = problems.find((one) => one.use === row.use && one.service === service);
        return {
          ...row,
          service: Judge.nullable().parse(service),
          cost_usd: usd(cost),
          last_problem: last ? { at: last.at, text: last.problem } : null,
        };
      });
    },
    async costDays(since) {
      const { rows } = await sql<{ day: string; council: number; director: number }>`
        SELECT substr(sent_at, 1, 10) AS day, coalesce(sum(micro) FILTER (WHERE use = 'council'), 0) AS council,
          coalesce(sum(micro) FILTER (WHERE use = 'director'), 0) AS director
        FROM ${calls(since)} GROUP BY day ORDER BY day`.execute(db);
      return rows.map(({ day, council, director }) => ({
        day,
        council_usd: usd(council),
        director_usd: usd(director),
      }));
    },
    async dearest(use, since) {
      const { rows } = await (use === 'council' ? runCosts(since) : questionCosts(since)).execute(db);
      const [one] = rows;
      return one ? { at: one.at, cost_usd: usd(one.micro), ceiling_usd: usd(one.ceiling) } : null;
    },
    async serviceCalls(since) {
      const rows = await db
        .selectFrom('service_days')
        .select(({ fn }) => [
          'service',
          fn.sum<number>('calls').as('calls'),
          fn.sum<number>('failed').as('failed'),
          fn.sum<number>('limited').as('limited'),
          fn.sum<number>('waited_ms').as('waited'),
        ])
        .where('day', '>=', since)
        .groupBy('service')
        .orderBy('service')
        .execute();
      return rows.map(({ waited, ...row }) => ({ ...row, waited_s: waited / 1000 }));
    },
    async metaLimits(now) {
      const paused = sql<string | null>`CASE WHEN paused_until > ${now} THEN paused_until END`;
      const rows = await db
        .selectFrom('meta_accounts')
        .leftJoin('meta_usage', 'account_id', 'id')
        .select(['id as account', 'name', 'percent as used_percent', 'meta_usage.read_at'])
        .select(paused.as('paused_until'))
        .orderBy('name')
        .orderBy('id')
        .execute();
      return rows.filter(({ used_percent, paused_until }) => used_percent !== null || paused_until !== null);
    },
  }) satisfies PerformanceReader;

interface Cost {
  readonly at: string;
  readonly micro: number;
  readonly ceiling: number;
}

/** The plus holds SQLite to the calls of these days: grouped by their index it would read those of all years. */
const runCosts = (since: string) => sql<Cost>`
  SELECT max(sent_at) AS at, sum(${worstMicro}) AS micro, payload ->> 'ceilingMicroUsd' AS ceiling
  FROM council_calls JOIN jobs ON jobs.id = job_id WHERE sent_at >= ${since}
  GROUP BY +job_id ORDER BY 1.0 * micro / max(ceiling, 1) DESC LIMIT 1`;

const questionCosts = (since: string) => sql<Cost>`
  SELECT max(sent_at) AS at, sum(${worstMicro}) AS micro, ceiling_micro_usd AS ceiling
  FROM director_calls JOIN director_turns AS turn ON turn.id = turn_id WHERE sent_at >= ${since}
  GROUP BY +turn_id ORDER BY 1.0 * micro / max(ceiling, 1) DESC LIMIT 1`;

export const performanceWriter = (db: Kysely<Tables>) =>
  ({
    addServiceCalls: (days, used) =>
      db.transaction().execute(async (tx) => {
        for (const { service, day, calls, failed, limited, waitedMs } of days)
          await tx
            .insertInto('service_days')
            .values({ service, day, calls, failed, limited, waited_ms: waitedMs })
            .onConflict((conflict) =>
              conflict.columns(['service', 'day']).doUpdateSet((eb) => ({
                calls: eb('service_days.calls', '+', calls),
                failed: eb('service_days.failed', '+', failed),
                limited: eb('service_days.limited', '+', limited),
                waited_ms: eb('service_days.waited_ms', '+', waitedMs),
              })),
            )
            .execute();
        // One that was just removed, or is not known yet, has no line.
        for (const { account, percent, at } of used)
          await sql`
            INSERT INTO meta_usage SELECT id, ${percent}, ${at} FROM meta_accounts WHERE id = ${account}
            ON CONFLICT (account_id) DO UPDATE SET percent = excluded.percent, read_at = excluded.read_at`.execute(
            tx,
          );
      }),
  }) satisfies PerformanceWriter;
