import { gammaQ } from '../math/special.ts';
import { sum } from '../math/sum.ts';
import { type DelayCurve, fitDelay, knownShare } from './delay.ts';
import { ledgerAt, type SeenDelay } from './ledger.ts';
import type { Inputs } from './proposal.ts';

const BINS = 5;
const WEEK_DAYS = 7;
/** Fewer orders of a week cannot fill the bins. */
const least = 25;

/** Below it the curve is doubted (`bandit.md` 1.5); a sound one is so once in a thousand looks. */
const doubtedBelow = 0.001;
export const isDoubted = (p: number | null): p is number => p !== null && p < doubtedBelow;

/** The alarm of what is known of an account at that moment. */
export function delayAlarmOf({ ids, spend, orders, nowDay, windowDays }: KnownDelays): number | null {
  const { delays } = ledgerAt(ids, spend, orders, [], nowDay, windowDays);
  return delayAlarm(fitDelay(delays, windowDays).curve, delays);
}

interface KnownDelays extends Pick<Inputs, 'spend' | 'orders' | 'nowDay'> {
  readonly ids: readonly string[];
  readonly windowDays: number;
}

/** The alarm of an account, heard last on `knownDay`, and what a proposal follows from: with a curve that is believed less where it fired. */
export function heedDelays(
  inputs: Inputs,
  knownDay: number,
): { readonly inputs: Inputs; readonly p: number | null } {
  const { arms, model } = inputs;
  const p = delayAlarmOf({
    ...inputs,
    nowDay: knownDay,
    ids: arms.map(({ id }) => id),
    windowDays: model.windowDays,
  });
  if (!isDoubted(p)) return { inputs, p };
  return { inputs: { ...inputs, model: { ...model, delayDoubted: true } }, p };
}

/**
 * Do this week's orders still come as late as the curve says (`bandit.md` 1.5)? An order learnt this week of a click L days
 * ago has a delay x between L - 7 and L, and under the curve
 *
 *   u = (F(x) - F(L - 7)) / (F(L) - F(L - 7))     is uniform, whatever was spent and however well arms do
 *
 * Orders that are told by their day lie anywhere in it, and count in each bin for the part of it that lies there. The curve
 * is smooth where they come in steps, so this week is held against the week before in place of evenness: both have the same
 * steps.
 *
 * Answers the p-value of chi-square over five bins; below 0.001 the curve should be doubted and the user told. Null where
 * a week had too few orders. Clicks older than the window are complete and say nothing.
 */
export function delayAlarm(curve: DelayCurve, delays: readonly SeenDelay[]): number | null {
  const week = binsOf(curve, delays, 0);
  const orders = sum(week);
  if (orders < least) return null;
  if (!delays.some(({ clickedAgo }) => clickedAgo !== undefined)) {
    const due = orders / BINS;
    return pOf(week.map((count) => (count - due) ** 2 / due));
  }
  const before = binsOf(curve, delays, WEEK_DAYS);
  const then = sum(before);
  if (then < least) return null;
  return pOf(
    week.map((count, bin) => {
      const was = before[bin] as number;
      const all = count + was;
      return all === 0 ? 0 : (Math.sqrt(then / orders) * count - Math.sqrt(orders / then) * was) ** 2 / all;
    }),
  );
}

const pOf = (parts: readonly number[]): number => gammaQ((BINS - 1) / 2, sum(parts) / 2);

/** Orders learnt in the week that ended so many days ago, by where in it the curve puts them. */
function binsOf(curve: DelayCurve, delays: readonly SeenDelay[], endedAgo: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const { days, limit, clickedAgo } of delays) {
    const until = (clickedAgo ?? limit) - endedAgo;
    const from = Math.max(0, until - WEEK_DAYS);
    if (until <= 0 || until >= curve.windowDays || days <= from || days > until) continue;
    const [low, high] = [knownShare(curve, from), knownShare(curve, until)];
    const u = (at: number) => (knownShare(curve, at) - low) / (high - low);
    spread(counts, clickedAgo === undefined ? u(days) : u(Math.max(from, days - 1)), u(days));
  }
  return counts;
}

/** One order, evenly over the bins from one share to the other. */
function spread(counts: number[], from: number, to: number): void {
  if (to <= from) {
    const bin = Math.min(BINS - 1, Math.floor(to * BINS));
    counts[bin] = (counts[bin] as number) + 1;
    return;
  }
  for (let bin = 0; bin < BINS; bin += 1) {
    const inside = Math.min(to, (bin + 1) / BINS) - Math.max(from, bin / BINS);
    if (inside > 0) counts[bin] = (counts[bin] as number) + inside / (to - from);
  }
}
