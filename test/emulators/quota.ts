import type { Answer } from './server.ts';

/** What an account may take in a time; it fills up again evenly, as the services say of theirs. */
export interface Quota {
  readonly requests: number;
  readonly tokens: number;
  readonly ms: number;
}
/** Of a customer who is known for long. */
export const plenty: Quota = { requests: 4000, tokens: 40_000_000, ms: 60_000 };

/** How a service tells of its limits. */
interface Told<Name extends string> {
  header(name: Name, what: 'limit' | 'remaining' | 'reset'): string;
  reset(ms: number): string;
  refuse(waitMs: number): Answer;
}

/** Each answer tells how much is left of each limit, and when all of it is there again; a call beyond one is refused. */
export function createQuota<Name extends string>(
  limits: Readonly<Record<Name, number>>,
  ms: number,
  told: Told<Name>,
) {
  const names = Object.keys(limits) as Name[];
  const levels: Record<Name, number> = { ...limits };
  let atMs = performance.now();
  function refill(): void {
    const now = performance.now();
    for (const name of names)
      levels[name] = Math.min(limits[name], levels[name] + (limits[name] * (now - atMs)) / ms);
    atMs = now;
  }
  const resetMs = (name: Name): number => ((limits[name] - levels[name]) / limits[name]) * ms;
  /** Nothing is counted where one of them has no room for it. */
  function take(amounts: Readonly<Record<Name, number>>): boolean {
    if (names.some((name) => amounts[name] > levels[name])) return false;
    for (const name of names) levels[name] -= amounts[name];
    return true;
  }
  const standing = (): Record<string, string> =>
    Object.fromEntries(
      names.flatMap((name) => [
        [told.header(name, 'limit'), String(limits[name])],
        [told.header(name, 'remaining'), String(Math.floor(levels[name]))],
        [told.header(name, 'reset'), told.reset(resetMs(name))],
      ]),
    );
  return (amounts: Readonly<Record<Name, number>>, answer: () => Answer): Answer => {
    refill();
    const found = take(amounts) ? answer() : told.refuse(Math.max(...names.map(resetMs)));
    return { ...found, headers: { ...found.headers, ...standing() } };
  };
}
