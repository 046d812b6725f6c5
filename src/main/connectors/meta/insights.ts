import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { DayRange } from '../../core/learn/meta/days.ts';
import { type DayFigures, type Level, windows } from '../../core/learn/meta/figures.ts';
import { eachInFull, NotEnded } from '../../core/learn/meta/not-ended.ts';
import type { Opinion } from '../../core/learn/meta/opinion.ts';
import { Passing } from '../../core/passing.ts';
import { stopsJob } from '../../core/stops-job.ts';
import type { LifetimeReach, MetaAccount, Pause, Reports } from '../../ports.ts';
import type { MetaClient, Subject } from './client.ts';
import { TooMuch } from './errors.ts';
import { toFigures, toOpinion } from './map.ts';
import {
  InsightRow,
  insightFields,
  OpinionRow,
  ownFields,
  ReachRow,
  ReportOrder,
  ReportState,
  rankingFields,
} from './wire.ts';

const levelNames = { account: 'account', campaign: 'campaign', ad_set: 'adset', ad: 'ad' } as const;
const idsOf: Readonly<Record<Level, readonly string[]>> = {
  account: [],
  campaign: ['campaign_id'],
  ad_set: ['campaign_id', 'adset_id'],
  ad: ['campaign_id', 'adset_id', 'ad_id'],
};
const firstLookMs = 2000;
const longestLookMs = 30_000;
const reportMs = 60 * 60_000;
const reportsMade = 2;

/** Where the id of one report is remembered. */
interface KeptReport {
  get(): Promise<string | null>;
  set(reportId: string | null): Promise<void>;
}
const notKept: KeptReport = { get: async () => null, set: async () => undefined };

export const askedFor = (level: Level, range: DayRange) => ({
  level: levelNames[level],
  fields: [...insightFields, ...idsOf[level]].join(','),
  time_range: range,
  time_increment: 1,
  // Named one by one: without, figures of ad sets that count differently are left out altogether (`meta.md` 3).
  action_attribution_windows: windows.filter((window) => window !== 'value'),
});

/** The figures of an account for some days: at once, or as a report where that is too much for Meta. */
export function createInsights(client: MetaClient, pause: Pause) {
  const subject = (account: MetaAccount, range: DayRange): Subject => ({
    account: account.id,
    what: `Results of ${account.name}, ${range.since} to ${range.until}`,
  });

  async function* at(
    path: readonly string[],
    params: object,
    level: Level,
    account: MetaAccount,
    about: Subject,
    signal: AbortSignal,
  ): AsyncGenerator<DayFigures[]> {
    for await (const page of client.pages(path, params, InsightRow, about, signal)) {
      await setImmediate();
      const figures = page.map((row) => toFigures(row, level, account));
      await setImmediate();
      yield figures;
    }
  }

  /** Answers the id of a report that can be read; one that was ordered before and is still there is that one. */
  async function reportOf(
    account: string,
    asked: object,
    { get, set }: KeptReport,
    about: Subject,
    signal: AbortSignal,
  ): Promise<string> {
    for (let made = 1; ; made += 1) {
      const id = (await get()) ?? (await order());
      if (await isReady(id, about, signal)) return id;
      await set(null);
      if (made === reportsMade)
        throw new AppError('UPSTREAM', `${about.what}: Meta did not make the report.`);
    }

    async function order(): Promise<string> {
      const path = [`act_${account}`, 'insights'];
      const { report_run_id } = await client.order(path, asked, ReportOrder, about, signal);
      await set(report_run_id);
      return report_run_id;
    }
  }

  /** False where the report has to be asked for again. Complete is not done: both must be said. */
  async function isReady(id: string, about: Subject, signal: AbortSignal): Promise<boolean> {
    let waited = 0;
    for (let lookMs = firstLookMs; waited < reportMs; lookMs = Math.min(longestLookMs, lookMs * 2)) {
      const fields = 'async_status,async_percent_completion,error_code,error_subcode,error_user_msg';
      const state = await client.read([id], { fields }, ReportState, about, signal).catch(unlessGone);
      if (state === null) return false;
      if (state.async_status === 'Job Completed' && state.async_percent_completion === 100) return true;
      if (state.error_subcode === 1504045 || state.error_code === -3)
        throw new TooMuch('UPSTREAM', `${about.what}: the report is too large.`);
      if (/Failed|Skipped/.test(state.async_status)) return false;
      await pause(lookMs, signal);
      waited += lookMs;
    }
    return false;
  }

  /** What is too much even for a report is asked for in two halves. */
  async function* figures(
    account: MetaAccount,
    level: Level,
    range: DayRange,
    large: boolean,
    reports: Reports,
    signal: AbortSignal,
  ): AsyncGenerator<readonly DayFigures[]> {
    const about = subject(account, range);
    const asked = askedFor(level, range);
    const kept: KeptReport = { get: () => reports.get(range), set: (id) => reports.set(range, id) };
    try {
      if (large) {
        const id = await reportOf(account.id, asked, kept, about, signal);
        yield* at([id, 'insights'], {}, level, account, about, signal);
        await kept.set(null);
      } else yield* at([`act_${account.id}`, 'insights'], asked, level, account, about, signal);
    } catch (error) {
      // Another report may bring what this one did not.
      if (error instanceof NotEnded) await kept.set(null);
      if (!(error instanceof TooMuch)) throw error;
      if (!large) return yield* figures(account, level, range, true, reports, signal);
      await kept.set(null);
      const halves = halvesOf(range);
      if (!halves) throw error;
      yield* eachInFull(halves.map((half) => () => figures(account, level, half, true, reports, signal)));
    }
  }

  /** One row for each ad: what is too much at once has no halves, so it is had as a report. */
  async function* perAd<S extends z.ZodType>(
    asked: object,
    row: S,
    about: Subject & { readonly account: string },
    signal: AbortSignal,
  ): AsyncGenerator<z.output<S>[]> {
    const all = { level: 'ad', ...asked };
    try {
      yield* client.pages([`act_${about.account}`, 'insights'], all, row, about, signal);
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      const report = await reportOf(about.account, all, notKept, about, signal);
      yield* client.pages([report, 'insights'], {}, row, about, signal);
    }
  }

  async function* reach(
    account: MetaAccount,
    signal: AbortSignal,
  ): AsyncGenerator<ReadonlyMap<string, LifetimeReach>> {
    const asked = { fields: 'ad_id,reach,impressions', date_preset: 'maximum' };
    const about = { account: account.id, what: `Reach of the ads of ${account.name}` };
    for await (const page of perAd(asked, ReachRow, about, signal))
      yield new Map(
        page.flatMap(({ ad_id, reach, impressions }) =>
          reach === null || impressions === null ? [] : [[ad_id, { people: reach, impressions }] as const],
        ),
      );
  }

  /** Without diversity and fatigue where Meta does not take them: they are no reason to go without the rankings. */
  async function* opinions(
    account: MetaAccount,
    own: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<Opinion[]> {
    const about = { account: account.id, what: `Meta's opinion of the ads of ${account.name}` };
    const fields = [...rankingFields, ...(own ? ownFields : [])].join(',');
    try {
      const pages = perAd({ fields, date_preset: 'last_28d' }, OpinionRow, about, signal);
      for await (const page of pages) yield page.map((row) => toOpinion(row, own));
    } catch (error) {
      if (!(own && error instanceof AppError && mayBeFields(error))) throw error;
      yield* opinions(account, false, signal);
    }
  }
  return { figures, reach, opinions };
}

/** Meta refuses fields by many codes, and fails to make a report of them; only these, and what passes, cannot be for the fields. */
const mayBeFields = (error: AppError): boolean =>
  !(error instanceof NotEnded) && !(error instanceof Passing) && !stopsJob.includes(error.code);

/** Meta keeps a report for 30 days: one that was asked for before a long rest is asked for again. */
function unlessGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
  throw error;
}

function halvesOf({ since, until }: DayRange): [DayRange, DayRange] | null {
  if (since === until) return null;
  const [first, last] = [Date.parse(since), Date.parse(until)];
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const dayMs = 86_400_000;
  const middle = first + Math.floor((last - first) / dayMs / 2) * dayMs;
  return [
    { since, until: day(middle) },
    { since: day(middle + dayMs), until },
  ];
}
