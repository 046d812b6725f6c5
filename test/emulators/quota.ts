/** What an account may take in a time; it fills up again evenly, as the services say of theirs. */
export interface Quota {
  readonly requests: number;
  readonly tokens: number;
  readonly ms: number;
}
/** Of a customer who is known for long. */
export const plenty: Quota = { requests: 4000, tokens: 40_000_000, ms: 60_000 };

export interface Standing {
  readonly limit: number;
  readonly left: number;
  /** Until all of it is there again. */
  readonly resetMs: number;
}

export function createQuota<Name extends string>(limits: Readonly<Record<Name, number>>, ms: number) {
  const names = Object.keys(limits) as Name[];
  const levels: Record<Name, number> = { ...limits };
  let atMs = performance.now();
  function refill(): void {
    const now = performance.now();
    for (const name of names)
      levels[name] = Math.min(limits[name], levels[name] + (limits[name] * (now - atMs)) / ms);
    atMs = now;
  }
  return {
    /** False, and nothing is counted, where one of them has no room for it. */
    take(amounts: Readonly<Record<Name, number>>): boolean {
      refill();
      if (names.some((name) => amounts[name] > levels[name])) return false;
      for (const name of names) levels[name] -= amounts[name];
      return true;
    },
    standing(name: Name): Standing {
      refill();
      const limit = limits[name];
      return { limit, left: Math.floor(levels[name]), resetMs: ((limit - levels[name]) / limit) * ms };
    },
    waitMs: (): number =>
      Math.max(...names.map((name) => ((limits[name] - levels[name]) / limits[name]) * ms)),
  };
}
