import type { Clock, Pause } from '../ports.ts';

/** With everybody told to slow down, one call at a time is left. */
const fewest = 1;
/** Waits without word from the service: doubling from here to there. */
const firstWaitMs = 500;
const longestWaitMs = 30_000;

/**
 * The way to one service, shared by every job: how many calls may be on their way, and until when none may leave. A limit
 * that is met holds all of them back and halves their number; each answer lets the number grow again, slowly.
 */
export interface Gate {
  /** Resolves when a call may leave; answers how to say that it has ended, which may be said again. Rejects with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Nobody leaves for this long; without a time, for longer with each try. */
  hold(retryAfterMs: number | null, tries: number): void;
  wentWell(): void;
  /** Asking on is useless in this run, for this reason. */
  close(reason: string): void;
  closed(): string | null;
}

export function createGate(clock: Clock, pause: Pause, most: number): Gate {
  let allowed = most;
  let going = 0;
  let heldUntilMs = 0;
  let reason: string | null = null;
  let changed = Promise.withResolvers<void>();
  const tell = (): void => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  return {
    async enter(signal) {
      const stopped = whenAborted(signal);
      for (;;) {
        signal.throwIfAborted();
        const waitMs = heldUntilMs - clock.monotonicMs();
        if (waitMs > 0) await pause(waitMs, signal);
        else if (going < Math.max(fewest, Math.floor(allowed))) break;
        else await Promise.race([changed.promise, stopped]);
      }
      going += 1;
      let isHere = true;
      return () => {
        if (isHere) going -= 1;
        isHere = false;
        tell();
      };
    },
    hold(retryAfterMs, tries) {
      const waitMs = retryAfterMs ?? Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1));
      heldUntilMs = Math.max(heldUntilMs, clock.monotonicMs() + waitMs);
      allowed = Math.max(fewest, allowed / 2);
    },
    wentWell() {
      allowed = Math.min(most, allowed + 1 / Math.max(1, allowed));
      tell();
    },
    close(why) {
      reason ??= why;
    },
    closed: () => reason,
  };
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
