import { addDays, dayIn } from '../meta/days.ts';

export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

export const dayText = (dayNumber: number): string =>
  new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);

/** Days since 1970 of that calendar with the part of the day that has passed there. */
export function epochDayIn(timeZone: string, instant: string): number {
  const day = dayIn(timeZone, instant);
  const at = Date.parse(instant);
  const start = startOf(timeZone, day);
  return dayNumber(day) + Math.min(0.999999, (at - start) / (startOf(timeZone, addDays(day, 1)) - start));
}

/** The first instant of a day there, to the minute: zones lie between 14 hours before and 12 after UTC. */
function startOf(timeZone: string, day: string): number {
  let [before, at] = [
    Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000,
    Date.parse(`${day}T00:00:00Z`) + 13 * 3_600_000,
  ];
  while (at - before > 60_000) {
    const middle = Math.floor((before + at) / 2);
    if (dayIn(timeZone, new Date(middle).toISOString()) < day) before = middle;
    else at = middle;
  }
  return Math.round(at / 60_000) * 60_000;
}

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
