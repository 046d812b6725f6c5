import { setTimeout as wait } from 'node:timers/promises';

/** For so long a statement stands still when another program holds the database; nothing else of this process runs then. */
export const busyTimeoutMs = 50;
/**
 * Between two tries, in which everything else goes on: as long again as it was held so far. Most who look in are gone
 * within milliseconds.
 */
const shortestPauseMs = 5;
const longestPauseMs = 200;
/** What is not free by then is told (`reliability.md` D5). */
const patienceMs = 10_000;

/** A snapshot that others have written past stays so, however long one waits. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^SQLITE_BUSY(?!_SNAPSHOT)/.test(String(error.code));

/**
 * Runs a statement, again and again while another program (a backup, a virus scanner, a database browser) holds the
 * database. Those that come after the patience has run out are tried once, so that a row of them does not wait in turn.
 */
export function createPatience(
  nowMs = () => performance.now(),
  pause: (ms: number) => Promise<unknown> = wait,
) {
  let busy: { readonly sinceMs: number; lastMs: number } | null = null;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        const result = await run();
        busy = null;
        return result;
      } catch (error) {
        if (!isBusy(error)) throw error;
        const now = nowMs();
        // What was met long ago was another lock.
        if (busy === null || now - busy.lastMs > patienceMs) busy = { sinceMs: now, lastMs: now };
        busy.lastMs = now;
        if (now - busy.sinceMs >= patienceMs) throw error;
        await pause(Math.min(longestPauseMs, Math.max(shortestPauseMs, now - busy.sinceMs)));
      }
    }
  };
}
