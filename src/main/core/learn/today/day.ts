import { dayIn } from '../meta/days.ts';

/** What one closed day of an account or a campaign says, money in minor units. Null is "not reported". */
export interface DaySums {
  readonly spendMinor: number;
  readonly impressions: number;
  readonly linkClicks: number | null;
  readonly orders: number | null;
  readonly revenueMinor: number | null;
}

/** One statement about a day, with when it was told first, told again last, and no longer believed. */
export interface DayVersion extends DaySums {
  readonly readAt: string;
  readonly confirmedAt: string;
  readonly supersededAt: string | null;
}

/** A day without a row had no delivery: once the day was read in full, that is known. */
export const nothing: DaySums = {
  spendMinor: 0,
  impressions: 0,
  linkClicks: 0,
  orders: null,
  revenueMinor: null,
};

/** Whether a day was over, there, when it was read. */
export const isClosed = (day: string, timeZone: string, readAt: string): boolean =>
  dayIn(timeZone, readAt) > day;

export const believedNow = (versions: readonly DayVersion[]): DayVersion | undefined =>
  versions.find(({ supersededAt }) => supersededAt === null);

/** Orders come in for days: a figure that was read hours earlier in the life of its day is another figure. */
const slackMs = 3 * 3_600_000;

/**
 * What was known of a day at an instant, if it was read close to it: told within three hours before, or told the same
 * again afterwards; else first told within three hours after, since nobody refreshes at the same minute each day. Undefined where
 * nobody looked around then, or only before the day was over.
 */
export function knownAt(
  versions: readonly DayVersion[],
  at: string,
  day: string,
  timeZone: string,
): DayVersion | undefined {
  const isNear = (one: string, other: string) => Date.parse(other) - Date.parse(one) <= slackMs;
  const told = versions.find(
    ({ readAt, confirmedAt, supersededAt }) =>
      readAt <= at &&
      (supersededAt === null || supersededAt > at) &&
      isClosed(day, timeZone, readAt) &&
      (isNear(readAt, at) || confirmedAt >= at),
  );
  return (
    told ??
    versions.find(({ readAt }) => readAt > at && isNear(at, readAt) && isClosed(day, timeZone, readAt))
  );
}
