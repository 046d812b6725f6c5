import type { ErrorCode } from '../../contract/index.ts';
import { createAllowance, type Need, type ToldLimit } from '../core/score/council/allowance.ts';
import { absenceOf } from '../core/score/council/judge-error.ts';
import type { Clock, Pause } from '../ports.ts';

/** With everybody told to slow down, one call at a time is left. */
const fewest = 1;
/** Waits without word from the service: doubling from here to there. */
const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** Whoever is told to stay away for longer leaves it to the job, which rests in sight of the user. */
const longestHeldMs = 10 * 60_000;
/** A wait that something ended sooner is not called off, and so is short. */
const lookAgainMs = 5000;

/** When a service may be asked again that is out of order for now; null where it does not say. */
export interface Outage {
  readonly code: ErrorCode;
  readonly afterMs: number | null;
}

/**
 * The way to one service for all questions of a run: how many calls may be on their way, and until when none may leave. A limit
 * that is met holds all of them back and halves their number; each answer lets the number grow again, slowly. A limit
 * that the service tells of is not met: what it has no room for leaves once it has.
 */
export interface Gate {
  /**
   * Resolves when a call may leave, or the gate is closed; answers how to say that it has ended, with what its answer
   * told of limits; saying it again changes nothing. Rejects when the signal fires. Who was refused before goes first.
   */
  enter(need: Need, signal: AbortSignal, again?: boolean): Promise<(told?: readonly ToldLimit[]) => void>;
  /** Nobody leaves for this long; without a time, for longer with each try. */
  hold(retryAfterMs: number | null, tries: number): void;
  wentWell(): void;
  /** How many were answered so far: beside them a failure is one ad's own, without them it is an outage. */
  answers(): number;
  /** Asking on is useless in this run, for this reason; with an outage, until that is over. */
  close(reason: string, outage?: Outage): void;
  closed(): string | null;
  outage(): Outage | null;
}

export function createGate(clock: Clock, pause: Pause, most: number): Gate {
  let allowed = most;
  const allowance = createAllowance();
  let going = 0;
  /** Those that wait to be asked once more. */
  let refused = 0;
  let heldUntilMs = 0;
  let answers = 0;
  let reason: string | null = null;
  let outage: Outage | null = null;
  let changed = Promise.withResolvers<void>();
  const tell = (): void => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  function close(why: string, until: Outage | null = null): void {
    if (reason === null) [reason, outage] = [why, until];
    tell();
  }
  const rest = (afterMs: number): void =>
    close(absenceOf('rate_limit', 1), { code: 'RATE_LIMITED', afterMs });
  return {
    async enter(need, signal, again = false) {
      const stopped = whenAborted(signal);
      if (again) refused += 1;
      try {
        for (;;) {
          signal.throwIfAborted();
          if (reason !== null) return () => undefined;
          const heldMs = heldUntilMs - clock.monotonicMs();
          const roomMs = allowance.waitMs(need, clock.monotonicMs());
          const isBehind = !again && refused > 0;
          const isFull = isBehind || going >= Math.max(fewest, Math.floor(allowed));
          if (heldMs <= 0 && roomMs === 0 && !isFull) break;
          const waitMs = heldMs > 0 ? heldMs : isFull ? Number.POSITIVE_INFINITY : roomMs;
          if (going === 0 && !isBehind && waitMs > longestHeldMs) rest(waitMs);
          else {
            // An answer that is under way may tell of more.
            const time = Number.isFinite(waitMs) ? pause(Math.min(waitMs, lookAgainMs), signal) : stopped;
            await Promise.race([changed.promise, time]);
          }
        }
      } finally {
        if (again) {
          refused -= 1;
          tell();
        }
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
      if (waitMs > longestHeldMs) return rest(waitMs);
      heldUntilMs = Math.max(heldUntilMs, clock.monotonicMs() + waitMs);
      allowed = Math.max(fewest, allowed / 2);
    },
    wentWell() {
      answers += 1;
      allowed = Math.min(most, allowed + 1 / Math.max(1, allowed));
      tell();
    },
    answers: () => answers,
    close,
    closed: () => reason,
    outage: () => outage,
  };
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
