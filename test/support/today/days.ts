import type { DaySums, DayVersion } from '../../../src/main/core/learn/today/day.ts';

export const aDay = (over: Partial<DaySums> = {}): DaySums => ({
  spendMinor: 50_000,
  impressions: 40_000,
  linkClicks: 600,
  orders: 30,
  revenueMinor: 150_000,
  ...over,
});

export const told = (readAt: string, over: Partial<DayVersion> = {}): DayVersion => ({
  ...aDay(),
  readAt,
  confirmedAt: readAt,
  supersededAt: null,
  ...over,
});
