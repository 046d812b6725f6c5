import { addDays, dayIn } from '../../../src/main/core/learn/meta/days.ts';
import type { SimAccount } from '../../support/meta/world.ts';
import type { GraphProblem } from './faults.ts';
import { earlier, type Filter, type InsightsAsked } from './insights.ts';

const insightFields =
  /^(account_id|account_currency|campaign_id|adset_id|ad_id|attribution_setting|spend|impressions|clicks|inline_link_clicks|actions|action_values|reach|(quality|engagement_rate|conversion_rate)_ranking|video_(play_actions|thruplay_watched_actions|p(25|50|75|95|100)_watched_actions))$/;
/** Some accounts may ask for them (`scoring.md` 5.2); the shape of the last one is nowhere written down. */
const ownFields = /^creative_(diversity_score|diversity_label|fatigue_summary)$/;
/** Asked for and never returned since January 2026, without an error (`meta.md` 3). */
const gone = ['7d_view', '28d_view'];
const hourly = 'hourly_stats_aggregated_by_advertiser_time_zone';
const breakdowns = ['age', 'gender', 'country', 'region', 'publisher_platform', 'platform_position', hourly];
const together = [
  ['age', 'gender'],
  ['publisher_platform', 'platform_position'],
];
const operators = ['IN', 'NOT_IN', 'GREATER_THAN', 'LESS_THAN'];
const presets: Readonly<Record<string, number>> = {
  today: 0,
  yesterday: 1,
  last_7d: 7,
  last_28d: 28,
  last_30d: 30,
  last_90d: 90,
  maximum: 37 * 30,
};
const monthsKept = 37;

const invalid = (message: string): GraphProblem => ({ code: 100, message: `(#100) ${message}` });

/** Insights as Meta checks them (`meta.md` 9.18): what is asked for, or why it is not answered. */
export function readAsked(
  account: SimAccount,
  asked: URLSearchParams,
  nowMs: number,
  withOwnFields: boolean,
): InsightsAsked | GraphProblem {
  const fields = (asked.get('fields') ?? '').split(',').filter(Boolean);
  const unknown = fields.find(
    (field) => !insightFields.test(field) && !(withOwnFields && ownFields.test(field)),
  );
  if (unknown) return invalid(`${unknown} is not valid for fields param`);
  const level = asked.get('level') ?? 'account';
  if (!['account', 'campaign', 'adset', 'ad'].includes(level))
    return { code: 1, subcode: 99, message: 'An unknown error occurred' };
  const today = dayIn(account.timeZone, new Date(nowMs).toISOString());
  const range = rangeOf(asked, today);
  if ('code' in range) return range;
  const step = asked.get('time_increment') ?? 'all_days';
  if (!/^(all_days|monthly|[1-9]|[1-8]\d|90)$/.test(step)) return invalid('time_increment is not valid');
  const by = list<string>(asked, 'breakdowns');
  const filters = list<Filter>(asked, 'filtering');
  const problem = problemOf(by, fields, filters);
  if (problem) return problem;
  const [, sorted = '', way] =
    /^(?:\[")?(\w+)_(ascending|descending)(?:"\])?$/.exec(asked.get('sort') ?? '') ?? [];
  if (asked.has('sort') && !insightFields.test(sorted)) return invalid('sort is not valid');
  const windows = list<string>(asked, 'action_attribution_windows').filter(
    (window) => !gone.includes(window),
  );
  // Nothing has happened yet on days that have not begun where the account is.
  const until = earlier(range.until, today);
  return {
    level,
    since: range.since,
    until,
    step,
    windows,
    fields,
    by,
    filters,
    sort: way ? { field: sorted, up: way === 'ascending' } : null,
    // People reached in parts, so far back, are left out without a word.
    withReach: by.length === 0 || range.since >= before(today, 13),
  };
}

function rangeOf(asked: URLSearchParams, today: string): { since: string; until: string } | GraphProblem {
  const text = asked.get('time_range');
  if (text === null) {
    const days = presets[asked.get('date_preset') ?? 'last_30d'];
    if (days === undefined) return invalid('date_preset must be one of the known ones');
    if (days === 0) return { since: today, until: today };
    return { since: addDays(today, -days), until: days === presets.maximum ? today : addDays(today, -1) };
  }
  const { since, until } = JSON.parse(text) as { since?: string; until?: string };
  const day = /^\d{4}-\d\d-\d\d$/;
  if (!since || !until || !day.test(since) || !day.test(until) || since > until)
    return invalid('time_range is not valid');
  if (since < before(today, monthsKept))
    return { code: 3018, message: '(#3018) The start date of the time range cannot be beyond 37 months' };
  return { since, until };
}

function before(today: string, months: number): string {
  const day = new Date(today);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString().slice(0, 10);
}

function problemOf(
  by: readonly string[],
  fields: readonly string[],
  filters: readonly Filter[],
): GraphProblem | null {
  if (by.some((one) => !breakdowns.includes(one))) return invalid('breakdowns must be one of the known ones');
  if (by.length === 1 && by[0] === 'platform_position')
    return invalid('platform_position needs publisher_platform');
  if (
    by.length > 1 &&
    !together.some((pair) => pair.length === by.length && pair.every((one) => by.includes(one)))
  )
    return { code: 2, subcode: 1_504_041, message: 'The combination of breakdowns is not valid' };
  if (by.includes(hourly) && fields.some((field) => field.startsWith('video_')))
    return invalid('Video fields are not available by the hour');
  if (filters.some(({ field, operator }) => !/^\w+\.\w+$/.test(field ?? '') || !operators.includes(operator)))
    return invalid('filtering is not valid');
  return null;
}

const list = <T>(asked: URLSearchParams, name: string): T[] => {
  const text = asked.get(name) ?? '[]';
  return text.startsWith('[') ? (JSON.parse(text) as T[]) : (text.split(',') as T[]);
};
