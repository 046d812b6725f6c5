import { type DelayCurve, knownShare, knownShareOfDay } from './delay.ts';
import type { ArmDay, OrderRow, SpendRow } from './ledger.ts';

/** How many days ago an order was clicked and learnt of. */
export interface Learnt {
  readonly clickedAgo: number;
  readonly learntAgo: number;
  readonly delayUnknown?: true | undefined;
  readonly byDay?: true | undefined;
}

/** When the sums of days were read. */
export interface Looks {
  readonly lastDay: number;
  /** Whole days before the last. */
  readonly daysAgo: ReadonlySet<number>;
}

export function looksOf(spend: readonly SpendRow[], nowDay: number): Looks {
  const known = spend.map(({ epochDay, knownDay = epochDay + 1 }) => knownDay);
  const days = new Set(known.filter((day) => day <= nowDay));
  const lastDay = [...days].reduce((last, day) => Math.max(last, day), 0);
  return { lastDay, daysAgo: new Set([...days].map((day) => Math.round(lastDay - day))) };
}

const WEEK_DAYS = 7;
/** In standard deviations. It is asked of seven spans that overlap: sound orders are so far off about once in a hundred looks. */
const mostOff = 3;
/** Orders that must be due before it is said that none come, and the share of them that is as good as none: one of ten is chance once in 2000. */
const ordersDue = 10;
const asGoodAsNone = 0.1;
/** What is held against it: clicks of four weeks. */
const usualDays = 28;

/** When the orders of each arm came, by the first row of each; of those told by their day, as seen from the last look. */
export function learntOf(
  orders: readonly OrderRow[],
  nowDay: number,
  { lastDay }: Looks,
): ReadonlyMap<string, Learnt[]> {
  const first = new Map<string, OrderRow>();
  for (const row of orders) {
    const known = first.get(row.order);
    if (row.observedDay <= nowDay && !(known && known.observedDay <= row.observedDay))
      first.set(row.order, row);
  }
  const found = new Map<string, Learnt[]>();
  for (const { arm, clickedDay, observedDay, delayUnknown, byDay } of first.values()) {
    const own = found.get(arm) ?? [];
    const ago = byDay
      ? { clickedAgo: lastDay - clickedDay, learntAgo: Math.round(lastDay - observedDay) }
      : { clickedAgo: nowDay - clickedDay, learntAgo: nowDay - observedDay };
    own.push({ ...ago, delayUnknown, byDay });
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
 * and both are added up over all earlier clicks, for each k of a week. As in the alarm of an account's delays the curve is
 * smooth where orders come in steps: where most are there at the first look, it awaits many times what comes later. So this
 * week is held against the week before, which is off by as much, and not against the curve.
 * A look that was missed makes the next one tell the orders of both: spans with one in them say nothing.
 */
export function comesOtherwise(curve: DelayCurve, learnt: readonly Learnt[], { daysAgo }: Looks): boolean {
  const byDay = learnt.some((each) => each.byDay);
  for (let days = 1; days <= WEEK_DAYS; days += 1) {
    const missed = (ago: number) => !(daysAgo.has(ago) && daysAgo.has(WEEK_DAYS + ago));
    if (byDay && (missed(0) || missed(days))) return false;
    const now = lately(curve, learnt, days, 0);
    const before = lately(curve, learnt, days, WEEK_DAYS);
    const usual = (now.came + before.came) / (now.due + before.due);
    const variance = ({ due, squares }: typeof now) => usual * due - Math.min(1, usual) ** 2 * squares;
    const scale = now.due / before.due;
    const sd = Math.sqrt(variance(now) + scale ** 2 * variance(before));
    if (Math.abs(now.came - scale * before.came) > mostOff * sd) return true;
  }
  return false;
}

/**
 * Whether an arm's orders ceased, of clicks of whenever, as of a checkout that broke: of the fewest days in which ten were due
 * at the rate of before, hardly any came. That is told at once and waits for no order that may be late.
 */
export function ceased(curve: DelayCurve, days: readonly ArmDay[], learnt: readonly Learnt[]): boolean {
  for (let lately = 1; lately <= WEEK_DAYS; lately += 1) {
    const own = learnt.filter(({ clickedAgo }) => clickedAgo <= usualDays + lately);
    const came = own.filter(({ learntAgo }) => learntAgo < lately).length;
    const sums = { before: 0, now: 0 };
    for (const { age, spend } of days) {
      if (age > usualDays + lately) continue;
      sums.before += spend * knownShareOfDay(curve, age - lately);
      sums.now += spend * knownShareOfDay(curve, age);
    }
    // Orders whose money is not known have no rate.
    if (sums.before === 0) continue;
    const due = ((own.length - came) / sums.before) * (sums.now - sums.before);
    if (due >= ordersDue) return came <= asGoodAsNone * due;
  }
  return false;
}

/** Of clicks before the `days` that ended so many days ago: orders that came in them, and the sums of q and q^2. */
function lately(curve: DelayCurve, learnt: readonly Learnt[], days: number, endedAgo: number) {
  const { windowDays } = curve;
  const sums = { came: 0, due: 0, squares: 0 };
  for (const { clickedAgo, learntAgo, delayUnknown } of learnt) {
    if (delayUnknown) continue;
    const age = clickedAgo - endedAgo;
    if (learntAgo < endedAgo || age <= days || age - days >= windowDays) continue;
    if (clickedAgo - learntAgo > windowDays) continue;
    const q = 1 - knownShare(curve, age - days) / knownShare(curve, age);
    sums.due += q;
    sums.squares += q * q;
    if (learntAgo - endedAgo < days) sums.came += 1;
  }
  return sums;
}
