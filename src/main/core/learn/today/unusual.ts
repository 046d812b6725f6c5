import { median } from '../../math/quantile.ts';
import type { DaySums } from './day.ts';
import { type DayMetric, metricOf } from './figures.ts';

/** The same weekdays of so many weeks before. */
export const weeksBack = 8;
const leastWeeks = 6;

/**
 * How many robust standard deviations from the median count as unusual. With so few weeks the deviation is itself a guess,
 * so the tables' 3.5 would be wrong 5 to 7 times in 100; these are wrong less than once in 100 where days scatter as a normal law does,
 * and less where chance alone sets the floor (by simulation).
 */
const cutFor = (weeks: number): number => (weeks < weeksBack ? 10 : 7);

/** For what counting alone does, whose deviation is no guess, the tables' figure holds: wrong once in a thousand. */
const chanceCut = 3.5;

/** Less than this share of the usual is not worth a line, however steady the weeks before were. */
const leastShare = 0.2;
const least = { impressions: 1000, clicks: 20, orders: 5, soldOrders: 10 } as const;

export interface Verdict {
  readonly metric: DayMetric;
  readonly verdict: 'usual' | 'unusual' | 'not enough data';
  readonly value: number | null;
  /** Median of the same weekdays; null while there are too few. */
  readonly usual: number | null;
  /** What would not have been unusual. */
  readonly range: readonly [number, number] | null;
  readonly weeks: number;
  /** What is missing for a verdict, with its number. */
  readonly lacks: readonly string[];
}

/** Is a day unlike the same weekdays before it? Only days that are known in the same way may be among them. */
export function judgeDay(metric: DayMetric, day: DaySums | null, before: readonly DaySums[]): Verdict {
  const value = day && metricOf(metric, day);
  const past = before.flatMap((one) => {
    const known = metricOf(metric, one);
    return known === null ? [] : [{ known, ...one }];
  });
  const weeks = past.length;
  const lacks = day === null || value === null ? ['this day is not reported'] : [];
  if (weeks < leastWeeks) lacks.push(`${weeks} of ${leastWeeks} same weekdays`);
  else lacks.push(...tooLittle(metric, day, past));
  const facts = { metric, value, weeks, lacks };
  if (value === null || lacks.length > 0)
    return { ...facts, verdict: 'not enough data', usual: null, range: null };
  const usual = median(past.map(({ known }) => known));
  const spread = 1.4826 * median(past.map(({ known }) => Math.abs(known - usual)));
  const reach = Math.max(
    cutFor(weeks) * spread,
    chanceCut * byChance(metric, usual, past),
    leastShare * usual,
  );
  return {
    ...facts,
    verdict: Math.abs(value - usual) > reach ? 'unusual' : 'usual',
    usual,
    range: [Math.max(0, usual - reach), usual + reach],
  };
}

type Past = readonly (DaySums & { readonly known: number })[];
const middle = (past: Past, of: (day: DaySums) => number): number => median(past.map(of));

function tooLittle(metric: DayMetric, day: DaySums | null, past: Past): string[] {
  const lack = (has: number, needs: number, of: string): string[] =>
    has < needs ? [`${Math.floor(has)} of ${needs} ${of}`] : [];
  if (metric === 'spend')
    return lack(
      middle(past, ({ spendMinor }) => spendMinor),
      1,
      'units usually spent',
    );
  if (metric === 'ctr')
    return [
      ...lack(day?.impressions ?? 0, least.impressions, 'impressions'),
      ...lack(
        middle(past, ({ linkClicks }) => linkClicks ?? 0),
        least.clicks,
        'clicks on a usual day',
      ),
    ];
  const needed = metric === 'orders' ? least.orders : least.soldOrders;
  return lack(
    middle(past, ({ orders }) => orders ?? 0),
    needed,
    'orders on a usual day',
  );
}

/** The standard deviation that counting alone gives a usual day. */
function byChance(metric: DayMetric, usual: number, past: Past): number {
  if (metric === 'spend') return 0;
  if (metric === 'orders') return Math.sqrt(usual);
  if (metric === 'ctr')
    return Math.sqrt(
      (usual * (1 - Math.min(1, usual))) / middle(past, ({ impressions }) => Math.max(1, impressions)),
    );
  return (
    usual *
    Math.sqrt(
      2 /
        Math.max(
          1,
          middle(past, ({ orders }) => orders ?? 0),
        ),
    )
  );
}
