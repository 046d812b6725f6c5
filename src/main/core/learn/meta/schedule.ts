import { fromLocal } from '../import/moment.ts';
import { addDays, dayIn } from './days.ts';

const minuteMs = 60_000;

/**
 * When the clocks of a zone show an hour of a day. An hour that comes twice counts when it comes first; one that is left out
 * is when the clocks jump over it.
 */
export function instantOf(timeZone: string, day: string, hour: number): string {
  const shown = Date.parse(`${day}T00:00:00Z`) + hour * 60 * minuteMs;
  return new Date(fromLocal(shown, timeZone)).toISOString();
}

export interface Plan {
  readonly timeZone: string;
  /** Of the day, by the clocks of that zone; null while nothing is planned. */
  readonly hour: number | null;
  readonly paused: boolean;
}

/** What is kept from turn to turn. */
export interface Kept {
  readonly hour: number;
  /** What was planned up to then is done with. */
  readonly after: string;
  /** The job that was started last, and how often in a row it was. */
  readonly job: string | null;
  readonly tries: number;
}

/** How the job that was started last ended; null while it runs or there was none. */
export type Ended = { readonly at: string; readonly unreached: boolean } | null;

export interface Turn {
  readonly start: boolean;
  readonly keep: Kept | null;
  readonly next: string | null;
}

/** A machine that has just woken up may have no network yet. */
const triesAtMost = 4;
const againAfterMs = 15 * minuteMs;

/**
 * Whether a refresh is to be started now. What was missed while the machine slept or the app was closed is caught up once,
 * however many days it were; what passed while it was paused or not planned is not.
 */
export function turn({ timeZone, hour, paused }: Plan, kept: Kept | null, ended: Ended, now: string): Turn {
  if (hour === null) return { start: false, keep: null, next: null };
  const today = dayIn(timeZone, now);
  const planned = [-1, 0, 1, 2].map((days) => instantOf(timeZone, addDays(today, days), hour));
  const last = planned.filter((at) => at <= now).at(-1) as string;
  const next = planned.find((at) => at > now) as string;
  // A plan that was just made, or one from a future that the clock has been set back from.
  if (kept === null || kept.hour !== hour || kept.after > now)
    return { start: false, keep: { hour, after: now, job: null, tries: 0 }, next: paused ? null : next };
  if (paused) return { start: false, keep: { ...kept, after: now }, next: null };
  if (last > kept.after) return { start: true, keep: { ...kept, after: now, tries: 1 }, next };
  const again =
    ended?.unreached &&
    kept.tries > 0 &&
    kept.tries < triesAtMost &&
    Date.parse(now) - Date.parse(ended.at) >= againAfterMs;
  if (again) return { start: true, keep: { ...kept, tries: kept.tries + 1 }, next };
  return { start: false, keep: kept, next };
}
