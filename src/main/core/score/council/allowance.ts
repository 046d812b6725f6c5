/** What services count of an account. */
export type Counted = 'requests' | 'tokens' | 'input' | 'output';

/** What a service said of one of its limits with an answer. */
export interface ToldLimit {
  readonly of: Counted;
  readonly limit: number;
  readonly left: number;
  /** Until all of it is there again. */
  readonly resetMs: number;
}

/** What one call takes of each, at the most. */
export type Need = Readonly<Record<Counted, number>>;

interface Known {
  readonly limit: number;
  /** All that may have left by then, as the sum of what ever left. */
  readonly upTo: number;
  readonly resetAtMs: number;
  readonly toldAfter: number;
}

const each: readonly Counted[] = ['requests', 'tokens', 'input', 'output'];
const nothing = (): Record<Counted, number> => ({ requests: 0, tokens: 0, input: 0, output: 0 });

/**
 * What may still be asked of a service by its own count. An answer tells of the moment when its question was counted:
 * whatever was under way beside it may be in that count or not, and is taken not to be. So the least is known, and of
 * questions that went side by side the best one counts; a later one replaces them, for others may use the account too.
 */
export function createAllowance() {
  const left = nothing();
  const ended = nothing();
  const known = new Map<Counted, Known>();
  let calls = 0;
  return {
    /**
     * 0 when this call may leave; else when it may at the latest, unless an answer says better before. Infinity where
     * only an answer that is under way can help.
     */
    waitMs(need: Need, nowMs: number): number {
      let waitMs = 0;
      for (const [of, { limit, upTo, resetAtMs }] of known) {
        const restMs = resetAtMs - nowMs;
        const most = restMs > 0 ? upTo : ended[of] + limit;
        // What no limit has room for is sent alone.
        if (left[of] + Math.min(need[of], limit) > most)
          waitMs = Math.max(waitMs, restMs > 0 ? restMs : Number.POSITIVE_INFINITY);
      }
      return waitMs;
    },
    /** A call leaves; answers how to say that it has ended, with what its answer told. */
    leave(need: Need): (told: readonly ToldLimit[], nowMs: number) => void {
      const endedBefore = { ...ended };
      const before = calls;
      for (const of of each) left[of] += need[of];
      return (told, nowMs) => {
        for (const of of each) ended[of] += need[of];
        calls += 1;
        for (const { of, limit, left: rest, resetMs } of told) {
          const found = { limit, upTo: endedBefore[of] + need[of] + rest, resetAtMs: nowMs + resetMs };
          const old = known.get(of);
          const beside = old && before < old.toldAfter ? old : found;
          known.set(of, {
            limit,
            upTo: Math.max(found.upTo, beside.upTo),
            // The later moment: all that went beside it is there again by then, too.
            resetAtMs: Math.max(found.resetAtMs, beside.resetAtMs),
            toldAfter: calls,
          });
        }
      };
    },
  };
}
