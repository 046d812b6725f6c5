import { dayIn, settledUntil } from '../meta/days.ts';
import type { Order } from './orders.ts';
import { inCurrency, leftIn, type Rate } from './rates.ts';

/** What Meta reports of the one chosen action type on one day, in the account's currency; null where it says nothing. */
export interface MetaDay {
  readonly day: string;
  readonly minor: number | null;
  readonly orders: number | null;
  /** Meta no longer changes it. */
  readonly settled: boolean;
}

export interface Asked {
  readonly currency: string;
  readonly timeZone: string;
  /** Days of that time zone, both included; null for no bound. */
  readonly since: string | null;
  readonly until: string | null;
  readonly now: string;
  readonly rates: readonly Rate[];
}

export interface Sum {
  readonly minor: number;
  readonly orders: number;
}

export interface Revenue {
  readonly settled: Sum;
  readonly provisional: Sum;
  readonly bySource: ReadonlyMap<string, Sum>;
  /** Part of the sums, though this source calls it declined. */
  readonly declinedBy: ReadonlyMap<string, Sum>;
  /** In currencies without a rate: never part of a sum. */
  readonly unconverted: ReadonlyMap<string, Sum>;
  readonly ratesUsed: readonly Rate[];
  /** Deals that are not won yet. */
  readonly open: number;
}

const none: Sum = { minor: 0, orders: 0 };
const plus = (a: Sum | undefined, b: Sum): Sum => ({
  minor: (a?.minor ?? 0) + b.minor,
  orders: (a?.orders ?? 0) + b.orders,
});
const inside = ({ since, until }: Asked, day: string): boolean =>
  (since === null || day >= since) && (until === null || day <= until);

/**
 * A refund lowers the day of its order, not the day it came in: the day is then told as it really was. What is worth
 * nothing counts as no order.
 */
export function revenueOf(orders: readonly Order[], asked: Asked): Revenue {
  const { currency, timeZone, rates } = asked;
  const settles = settledUntil(dayIn(timeZone, asked.now));
  let [settled, provisional, open] = [none, none, 0];
  const bySource = new Map<string, Sum>();
  const declinedBy = new Map<string, Sum>();
  const unconverted = new Map<string, Sum>();
  const used = new Map<string, Rate>();
  for (const order of orders) {
    const day = dayIn(timeZone, order.happenedAt);
    if (!inside(asked, day)) continue;
    if (order.status === 'open') open += 1;
    if (order.minor === 0 && order.refunds.length === 0) continue;
    const left = leftIn(order, currency, day, rates);
    // What went back on an order that is not counted takes nothing from the others.
    for (const money of left?.lacking ?? [order, ...order.refunds])
      unconverted.set(
        money.currency,
        plus(unconverted.get(money.currency), { minor: money.minor, orders: money === order ? 1 : 0 }),
      );
    if (!left) continue;
    for (const rate of left.ratesUsed) used.set(`${rate.from} ${rate.day}`, rate);
    if (left.minor === 0) continue;
    const sum: Sum = { minor: left.minor, orders: 1 };
    bySource.set(order.source, plus(bySource.get(order.source), sum));
    for (const source of order.declinedBy) declinedBy.set(source, plus(declinedBy.get(source), sum));
    if (order.status === 'approved' && day <= settles) settled = plus(settled, sum);
    else provisional = plus(provisional, sum);
  }
  return { settled, provisional, bySource, declinedBy, unconverted, ratesUsed: [...used.values()], open };
}

/** Meta's days in the currency that was asked for, each by the rate of its day; what has none is left out of them. */
export function metaIn(
  days: readonly MetaDay[],
  from: string,
  asked: Asked,
): { readonly days: readonly MetaDay[] } & Pick<Revenue, 'unconverted' | 'ratesUsed'> {
  const unconverted = new Map<string, Sum>();
  const used = new Map<string, Rate>();
  const converted = days.flatMap((day): MetaDay[] => {
    if (day.minor === null || !inside(asked, day.day)) return [day];
    const own = inCurrency({ minor: day.minor, currency: from }, asked.currency, day.day, asked.rates);
    if (own) {
      if (own.rate) used.set(`${own.rate.from} ${own.rate.day}`, own.rate);
      return [{ ...day, minor: own.minor }];
    }
    if (day.minor !== 0 || (day.orders ?? 0) !== 0)
      unconverted.set(from, plus(unconverted.get(from), { minor: day.minor, orders: day.orders ?? 0 }));
    return [];
  });
  return { days: converted, unconverted, ratesUsed: [...used.values()] };
}

/** A part is null where nothing is known of it. */
export interface MetaRevenue {
  readonly settled: Sum | null;
  readonly provisional: Sum | null;
  /** Orders that Meta tells no worth of: in neither part. */
  readonly ofUnknownWorth: number;
}

/**
 * Both parts are null when Meta reported the worth of sales on no day that was asked for: not reported is not nothing. Sales
 * of unknown worth are left out, and a part where nothing was sold beside them is not known.
 */
export function metaRevenueOf(days: readonly MetaDay[], asked: Asked): MetaRevenue {
  const asks = days.filter(({ day }) => inside(asked, day));
  const told = asks.filter(({ minor, orders }) => minor !== null || orders === 0);
  const unknown = asks.filter(({ minor, orders }) => minor === null && (orders ?? 0) > 0);
  const isTold = unknown.length === 0 ? told.length > 0 : told.some(({ minor }) => minor);
  const settles = settledUntil(dayIn(asked.timeZone, asked.now));
  const part = (settled: boolean): Sum | null => {
    const isIn = (day: MetaDay): boolean => (day.settled && day.day <= settles) === settled;
    const sum = told
      .filter(isIn)
      .reduce<Sum>((all, { minor, orders }) => plus(all, { minor: minor ?? 0, orders: orders ?? 0 }), none);
    return !isTold || (sum.minor === 0 && unknown.some(isIn)) ? null : sum;
  };
  const ofUnknownWorth = unknown.reduce((sum, { orders }) => sum + (orders ?? 0), 0);
  return { settled: part(true), provisional: part(false), ofUnknownWorth };
}
