let heard = '';
let aheadMs = 0;

/** What time the host said it is. An answer that is kept is shown again later: only a newer one says anything. */
export function hearHostNow(now: string): void {
  if (now <= heard) return;
  heard = now;
  aheadMs = Date.parse(now) - Date.now();
}

/** The time by which requests wait and run out: a sandbox has its own, which leaps by weeks. */
export const hostNowMs = (): number => Date.now() + aheadMs;
