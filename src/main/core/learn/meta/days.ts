/** A run of days of the account's calendar, both included. */
export interface DayRange {
  readonly since: string;
  readonly until: string;
}

const dayMs = 86_400_000;
/** What Meta tells of a day can change for so long (`meta.md` 3). */
export const restatedForDays = 28;
/** Reports of a week are small enough for most accounts. */
const daysAtOnce = 7;

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of the calendar in a time zone, at an instant. Throws RangeError for a zone that is not known. */
export function dayIn(timeZone: string, instant: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(Date.parse(instant));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What calendar and clocks of a zone show at an instant, to the minute: in milliseconds, as if they were those of UTC. */
export function shownAt(timeZone: string, instant: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short', hourCycle: 'h23' });
    clocks.set(timeZone, clock);
  }
  return Date.parse(`${dayIn(timeZone, instant)}T${clock.format(Date.parse(instant))}Z`);
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** The last day that Meta will not tell otherwise any more, as seen on this one. */
export const settledUntil = (today: string): string => addDays(today, -restatedForDays - 1);

/**
 * What has to be read: the wanted days that are not here or not settled, and older ones that were read while they could
 * still change. Newest first, so that what a person asks about comes first; a run of days at most a week long.
 */
export function daysToRead(
  today: string,
  daysBack: number,
  known: ReadonlyMap<string, { readonly settled: boolean }>,
): DayRange[] {
  const wanted = Array.from({ length: daysBack + 1 }, (_, back) => addDays(today, -back));
  const open = wanted.filter((day) => !known.get(day)?.settled);
  const older = [...known].flatMap(([day, { settled }]) => (settled || wanted.includes(day) ? [] : [day]));
  const days = [...open, ...older].sort().reverse();
  const ranges: { since: string; until: string; length: number }[] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last && last.length < daysAtOnce && addDays(day, 1) === last.since) {
      last.since = day;
      last.length += 1;
    } else ranges.push({ since: day, until: day, length: 1 });
  }
  return ranges.map(({ since, until }) => ({ since, until }));
}
