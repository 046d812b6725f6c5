import { setTimeout as sleep } from 'node:timers/promises';
import { Passing } from '../../core/passing.ts';

/** 0.5, 1, 2, 4, 8, 16 s, each shortened by chance, so that several workers do not come back together. */
const tries = 7;
const firstMs = 500;
/** A service that asks for more than this is left alone: the job stops and can be resumed. */
const longestMs = 5 * 60_000;

export type Retry = <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * Repeats what failed in passing, no sooner than the service asked for. Everything else is thrown at once. `chance`
 * answers a number from 0 to 1.
 */
export const createRetry =
  (
    chance: () => number,
    wait: (ms: number, signal: AbortSignal) => Promise<unknown> = (ms, signal) =>
      sleep(ms, undefined, { signal }),
  ): Retry =>
  async (call, signal) => {
    for (let tried = 1; ; tried += 1) {
      signal.throwIfAborted();
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof Passing) || tried === tries) throw error;
        const asked = error.afterMs ?? 0;
        if (asked > longestMs) throw error;
        await wait(Math.max(asked, firstMs * 2 ** (tried - 1) * (0.5 + chance() / 2)), signal);
      }
    }
  };
