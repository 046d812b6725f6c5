/** A token bucket: `burst` at once, then `perSecond`. */
export function createBucket(limit: { perSecond: number; burst: number }, nowMs: () => number) {
  let tokens = limit.burst;
  let filledAt = nowMs();
  return {
    /** Seconds to wait; 0 when the request may go on. */
    take(): number {
      const now = nowMs();
      tokens = Math.min(limit.burst, tokens + ((now - filledAt) / 1000) * limit.perSecond);
      filledAt = now;
      if (tokens < 1) return (1 - tokens) / limit.perSecond;
      tokens -= 1;
      return 0;
    },
  };
}

export type Bucket = ReturnType<typeof createBucket>;
