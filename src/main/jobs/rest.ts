import { AppError } from '../../contract/index.ts';
import { Later } from '../core/later.ts';
import { Passing } from '../core/passing.ts';
import type { Clock } from '../ports.ts';

/** Where a service does not say when to come back: a minute, and twice as long with each try, to an hour. */
const firstRestMs = 60_000;
const longestRestMs = 3_600_000;
/** An outage is looked at again each minute, so often; after that a person says when. */
const outageRests = 15;
/** A machine that sleeps stops its timers, so the clock is looked at in between. */
const lookAgainMs = 30_000;

/** Batches that were called off are waited for until a time of their own: that is no outage, nor one of its rests. */
export const usesARest = (error: unknown): boolean =>
  !(error instanceof AppError && error.code === 'STILL_ENDING');

/** How long a job rests after this before it goes on by itself, the `nth` time in a row; null when it does not. */
export function restAfter(error: unknown, nth: number): number | null {
  if (error instanceof Later) return error.afterMs;
  if (!(error instanceof AppError)) return null;
  if (error.code === 'RATE_LIMITED')
    return error.afterMs ?? Math.min(longestRestMs, firstRestMs * 2 ** (nth - 1));
  if (!usesARest(error)) return error.afterMs ?? firstRestMs;
  return error instanceof Passing && nth <= outageRests ? (error.afterMs ?? firstRestMs) : null;
}

export const momentAfter = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/** Calls back once it is this time. */
export function whenItIs(moment: string, clock: Clock, goOn: () => void): { stop(): void } {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = Date.parse(moment) - Date.parse(clock.now());
    timer = setTimeout(
      () => (left <= lookAgainMs ? goOn() : wait()),
      Math.min(Math.max(0, left), lookAgainMs),
    );
    timer.unref();
  };
  wait();
  return { stop: () => clearTimeout(timer) };
}
