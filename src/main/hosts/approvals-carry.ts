import { AppError } from '../../contract/index.ts';
import type { Log } from '../ports.ts';
import { carryOut, noteProblem } from '../stages/act.ts';
import type { ActParts } from '../stages/act-plan.ts';

/** One request is carried out by one hand at a time, and looked at again until it has ended. */
export function createCarrying(parts: ActParts, log: Log, ended: AbortSignal) {
  const running = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** How often in a row it ended in an error. */
  const strikes = new Map<string, number>();

  function run(id: string): Promise<void> {
    const known = running.get(id);
    if (known) return known;
    clearTimeout(timers.get(id));
    timers.delete(id);
    const ending = carryOut(parts, id, ended)
      .then((waitMs) => {
        strikes.delete(id);
        if (waitMs !== null) runAgain(id, waitMs);
      })
      .catch((error: unknown) => strike(id, error))
      .finally(() => running.delete(id));
    running.set(id, ending);
    return ending;
  }

  function runAgain(id: string, inMs: number): void {
    if (ended.aborted) return;
    timers.set(id, setTimeout(() => run(id), Math.min(inMs, 3_600_000)).unref());
  }

  /** Nothing is left lying: a call may have left, and only another look tells what became of it. */
  async function strike(id: string, error: unknown): Promise<void> {
    if (ended.aborted) return;
    log.error({ error, id }, 'a request could not be carried out');
    const what = error instanceof AppError ? error.message : 'Something went wrong that was not foreseen.';
    // A full disk, of all things, takes no note of it.
    await noteProblem(parts, id, `${what} It is tried again.`).catch(() => undefined);
    const before = strikes.get(id) ?? 0;
    strikes.set(id, before + 1);
    runAgain(id, parts.lookAgainMs * 2 ** Math.min(before, 8));
  }

  return {
    run,
    /** A pass that is under way may have read what was just written before it was. */
    runAnew: (id: string): Promise<void> => running.get(id)?.then(() => run(id)) ?? run(id),
    /** Once `ended` has fired. */
    async close(): Promise<void> {
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
}
