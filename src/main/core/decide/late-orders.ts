import { type DelayCurve, knownShare } from './delay.ts';
import type { OrderRow } from './ledger.ts';

/** How many days ago an order was clicked and learnt of. */
export interface Learnt {
  readonly clickedAgo: number;
  readonly learntAgo: number;
}

const WEEK_DAYS = 7;
/** In standard deviations. It is asked of seven spans that overlap: sound orders are so far off about once in a hundred looks. */
const mostOff = 3;

/** The orders of each arm of which it is known when they came, by the first row of each. */
export function learntOf(orders: readonly OrderRow[], nowDay: number): ReadonlyMap<string, Learnt[]> {
  const first = new Map<string, OrderRow>();
  for (const row of orders) {
    const known = first.get(row.order);
    if (row.observedDay <= nowDay && !(known && known.observedDay <= row.observedDay))
      first.set(row.order, row);
  }
  const found = new Map<string, Learnt[]>();
  for (const { arm, clickedDay, observedDay, delayUnknown } of first.values()) {
    if (delayUnknown) continue;
    const own = found.get(arm) ?? [];
    own.push({ clickedAgo: nowDay - clickedDay, learntAgo: nowDay - observedDay });
    found.set(arm, own);
  }
  return found;
}

/**
 * Whether the orders of an arm come at another pace than they used to: later, as of a tracker that is late, or at once what
 * was held back. Whatever is sold, the order of a click c days ago, where it is known, was learnt within the last k days by
 * a chance of
 *
 *   q = 1 - F(c - k) / F(c)
 *
 * and the sums of both over all earlier clicks are held against each other, for each k of a week. As in the alarm of an
 * account's delays the curve is smooth where orders come in steps, so the week before says what the sums are off by.
 */
export function comesOtherwise(curve: DelayCurve, learnt: readonly Learnt[]): boolean {
  for (let days = 1; days <= WEEK_DAYS; days += 1) {
    const now = lately(curve, learnt, days, 0);
    const before = lately(curve, learnt, days, WEEK_DAYS);
    const usual = before.came > 0 ? before.came / before.due : 1;
    const unsure = before.came > 0 ? (now.due / before.due) ** 2 * before.spread : 0;
    const off = Math.abs(now.came - usual * now.due) / Math.sqrt(usual * now.spread + unsure);
    if (off > mostOff) return true;
  }
  return false;
}

/** Of clicks before the `days` that ended so many days ago: orders that came in them, those that were due, and the variance. */
function lately(curve: DelayCurve, learnt: readonly Learnt[], days: number, endedAgo: number) {
  const { windowDays } = curve;
  const sums = { came: 0, due: 0, spread: 0 };
  for (const { clickedAgo, learntAgo } of learnt) {
    const age = clickedAgo - endedAgo;
    if (learntAgo < endedAgo || age <= days || age - days >= windowDays) continue;
    if (clickedAgo - learntAgo > windowDays) continue;
    const q = 1 - knownShare(curve, age - days) / knownShare(curve, age);
    sums.due += q;
    sums.spread += q * (1 - q);
    if (learntAgo - endedAgo < days) sums.came += 1;
  }
  return sums;
}
