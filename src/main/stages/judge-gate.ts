import { createAllowance, type Need, type ToldLimit } from '../core/score/council/allowance.ts';
import type { Clock, Pause } from '../ports.ts';

/** With everybody told to slow down, one call at a time is left. */
const fewest = 1;
/** Waits without word from the service: doubling from here to there. */
const firstWaitMs = 500;
const longestWaitMs = 30_000;

/**
 * The way to one service, shared by every job: how many calls may be on their way, and until when none may leave. A limit
 * that is met holds all of them back and halves their number; each answer lets the number grow again, slowly. A limit
 * that the service tells of is not met: what it has no room for leaves once it has.
 */
export interface Gate {
  /**
   * Resolves when a call may leave; answers how to say that it has ended, with what its answer told of limits; saying it
   * again changes nothing. Rejects with the signal's reason.
   */
  enter(need: Need, signal: AbortSignal): Promise<(told?: readonly ToldLimit[]) => void>;
  /** Nobody leaves for this long; without a time, for longer with each try. */
  hold(retryAfterMs: number | null, tries: number): void;
  wentWell(): void;
  /** Asking on is useless in this run, for this reason. */
  close(reason: string): void;
  closed(): string | null;
}

export function createGate(clock: Clock, pause: Pause, most: number): Gate {
  let allowed = most;
  const allowance = createAllowance();
  let going = 0;
  let heldUntilMs = 0;
  let reason: string | null = null;
  let changed = Promise.withResolvers<void>();
  const tell = (): void => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  return {
    async enter(need, signal) {
      const stopped = whenAborted(signal);
      for (;;) {
        signal.throwIfAborted();
        const waitMs = heldUntilMs - clock.monotonicMs();
        const roomMs = allowance.waitMs(need, clock.monotonicMs());
        if (waitMs > 0) await pause(waitMs, signal);
        else if (roomMs === 0 && going < Math.max(fewest, Math.floor(allowed))) break;
        // An answer that is under way may tell of more.
        else if (going > 0) await Promise.race([changed.promise, stopped]);
        else await pause(roomMs, signal);
      }
      going += 1;
      const ended = allowance.leave(need);
      let isHere = true;
      return (told = []) => {
        if (!isHere) return;
        isHere = false;
        going -= 1;
        ended(told, clock.monotonicMs());
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
