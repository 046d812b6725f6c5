import { believedNow, type DayVersion, knownAt } from './today/day.ts';

/** Fewer say nothing of how late orders come. */
const leastOrders = 20;

/**
 * Of the orders that a day has in the end, how many are known of it so long after its beginning: by days of the account that are
 * complete and were read as early. All of them where too few orders tell.
 */
export function knownShare(
  complete: ReadonlyMap<string, readonly DayVersion[]>,
  ageMs: number,
  timeZone: string,
): number {
  let [known, all] = [0, 0];
  for (const [day, versions] of complete) {
    const at = new Date(Date.parse(`${day}T00:00:00Z`) + ageMs).toISOString();
    const then = knownAt(versions, at, day, timeZone);
    if (then === undefined) continue;
    known += then.orders ?? 0;
    all += believedNow(versions)?.orders ?? 0;
  }
  return all < leastOrders ? 1 : Math.min(1, known / all);
}

/** How long after its beginning a day was read. */
export const ageOf = (day: string, readAt: string): number =>
  Date.parse(readAt) - Date.parse(`${day}T00:00:00Z`);
