import { byar, wilson } from '../../math/intervals.ts';
import { normalQuantile } from '../../math/special.ts';
import type { DaySums } from './day.ts';

export const dayMetrics = ['spend', 'ctr', 'orders', 'roas'] as const;
export type DayMetric = (typeof dayMetrics)[number];

/** Orders and what they were worth are counted for days after the click; impressions, clicks and spend are there at once. */
export const ripens = (metric: DayMetric): boolean => metric === 'orders' || metric === 'roas';

export interface DayFigure {
  readonly metric: DayMetric;
  /** Minor units, a share, a count or a ratio; null is "not reported" or nothing to divide by. */
  readonly value: number | null;
  /** By chance alone, 90 %; null for money and where there are too few orders to say. */
  readonly interval90: readonly [number, number] | null;
  /** How many events it rests on: clicks for a click rate, orders for orders and return; null for money. */
  readonly events: number | null;
  readonly before: number | null;
  /** The day over the day before; null where one of them says nothing. */
  readonly change: {
    readonly ratio: number;
    /** Null for money, which is not a sample of anything. */
    readonly interval90: readonly [number, number] | null;
    /** Chance alone hardly explains it. */
    readonly clear: boolean;
  } | null;
}

/** Fewer orders than these say nothing about what one spends or earns. */
const leastOrders = 5;
const z = normalQuantile(0.95);

export function metricOf(metric: DayMetric, day: DaySums): number | null {
  const { spendMinor, impressions, linkClicks, orders, revenueMinor } = day;
  if (metric === 'spend') return spendMinor;
  if (metric === 'orders') return orders;
  if (metric === 'ctr') return linkClicks === null || impressions <= 0 ? null : linkClicks / impressions;
  return revenueMinor === null || spendMinor <= 0 ? null : revenueMinor / spendMinor;
}

/**
 * One figure of a day beside the day before. `scatter` is 1 + cv^2 of what an order is worth: the return of a day with n
 * orders has the variance scatter / n on the log scale.
 */
export function figureOf(
  metric: DayMetric,
  day: DaySums,
  before: DaySums | null,
  scatter: number | null,
): DayFigure {
  const value = metricOf(metric, day);
  const old = before && metricOf(metric, before);
  const events = eventsOf(metric, day);
  return {
    metric,
    value,
    interval90: value === null ? null : intervalOf(metric, day, value, scatter),
    events,
    before: old,
    change:
      value === null || old === null || old === 0
        ? null
        : changeOf(metric, [day, before], value / old, scatter),
  };
}

const eventsOf = (metric: DayMetric, { linkClicks, orders }: DaySums): number | null =>
  metric === 'spend' ? null : metric === 'ctr' ? linkClicks : orders;

function intervalOf(
  metric: DayMetric,
  { impressions, linkClicks, orders }: DaySums,
  value: number,
  scatter: number | null,
): readonly [number, number] | null {
  if (metric === 'spend') return null;
  // Clicks on what was counted the day before may exceed that day's impressions.
  if (metric === 'ctr') return wilson(Math.min(linkClicks ?? 0, impressions), impressions, z);
  if (metric === 'orders') return byar(value, z);
  if (orders === null || orders < leastOrders || scatter === null) return null;
  const half = Math.exp(z * Math.sqrt(scatter / orders));
  return [value / half, value * half];
}

function changeOf(
  metric: DayMetric,
  days: readonly (DaySums | null)[],
  ratio: number,
  scatter: number | null,
): DayFigure['change'] {
  if (metric === 'spend') return { ratio, interval90: null, clear: ratio !== 1 };
  const counts = days.map((day) => day && eventsOf(metric, day));
  const least = metric === 'roas' ? leastOrders : 1;
  const times = metric === 'roas' ? scatter : 1;
  if (times === null || counts.some((events) => events === null || events < least)) return null;
  const variance = counts.reduce<number>((sum, events) => sum + times / (events as number), 0);
  const half = Math.exp(z * Math.sqrt(variance));
  const interval90: [number, number] = [ratio / half, ratio * half];
  return { ratio, interval90, clear: interval90[0] > 1 || interval90[1] < 1 };
}
