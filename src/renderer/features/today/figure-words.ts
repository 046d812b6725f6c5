import type { DayMetric, TodayFigure, Unusual } from '../../../contract/index.ts';
import { count, decimal, percent, twoDecimals } from '../../format/number.ts';
import { money } from '../approve/money-text.ts';

export const metricWords: Readonly<Record<DayMetric, string>> = {
  spend: 'Spend',
  ctr: 'CTR',
  orders: 'Orders',
  roas: 'ROAS',
};

export const shown = (metric: DayMetric, value: number, currency: string): string => {
  if (metric === 'spend') return money(value, currency);
  if (metric === 'ctr') return percent(value);
  return metric === 'roas' ? twoDecimals(value) : Number.isInteger(value) ? count(value) : decimal(value);
};

/** The unit belongs to the header of a column of money. */
export const headOf = (metric: DayMetric, currency: string): string =>
  metric === 'spend' ? `Spend, ${currency}` : metricWords[metric];

export const range = (metric: DayMetric, [low, high]: readonly [number, number], currency: string): string =>
  `${shown(metric, low, currency)} to ${shown(metric, high, currency)}`;

/** +12 %, −3 %, 0 %. */
export const changeText = (ratio: number): string => {
  const whole = Math.round(100 * (ratio - 1));
  return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${count(Math.abs(whole))}\u202f%`;
};

export const eventsText = ({ metric, events }: TodayFigure): string | null =>
  events === null || metric === 'orders'
    ? null
    : `${count(events)} ${metric === 'ctr' ? 'clicks' : 'orders'}`;

export const unusualText = (
  { metric, value, usual, range: between, weeks }: Unusual,
  currency: string,
): string =>
  `${shown(metric, value, currency)}; the ${weeks} same weekdays before were around ${shown(metric, usual, currency)}; ${range(metric, between, currency)} would have been usual`;
