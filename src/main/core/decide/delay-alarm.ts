import { gammaQ } from '../math/special.ts';
import { type DelayCurve, knownShare } from './delay.ts';
import type { SeenDelay } from './ledger.ts';

const BINS = 5;
const WEEK_DAYS = 7;
/** Fewer orders of a week cannot fill the bins. */
const least = 25;

/**
 * Do this week's orders still come as late as the curve says (`bandit.md` 1.5)? An order learnt this week of a click L days
 * ago has a delay x between L - 7 and L, and under the curve
 *
 *   u = (F(x) - F(L - 7)) / (F(L) - F(L - 7))     is uniform, whatever was spent and however well arms do
 *
 * Answers the p-value of chi-square over five bins; below 0.001 the curve should be doubted and the user told. Null where
 * the week had too few orders. Clicks older than the window are complete and say nothing.
 */
export function delayAlarm(curve: DelayCurve, delays: readonly SeenDelay[]): number | null {
  const counts = new Array<number>(BINS).fill(0);
  let orders = 0;
  for (const { days, limit } of delays) {
    const from = Math.max(0, limit - WEEK_DAYS);
    if (limit >= curve.windowDays || days <= from || days > limit) continue;
    const [low, high] = [knownShare(curve, from), knownShare(curve, limit)];
    const u = (knownShare(curve, days) - low) / (high - low);
    const bin = Math.min(BINS - 1, Math.floor(u * BINS));
    counts[bin] = (counts[bin] as number) + 1;
    orders += 1;
  }
  if (orders < least) return null;
  const due = orders / BINS;
  const chi2 = counts.reduce((sum, count) => sum + (count - due) ** 2 / due, 0);
  return gammaQ((BINS - 1) / 2, chi2 / 2);
}
