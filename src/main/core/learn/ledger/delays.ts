import type { OrderRow } from '../../decide/ledger.ts';
import { dayIn } from '../meta/days.ts';
import { epochDayIn } from './days.ts';
import { type Order, ordersAt } from './orders.ts';
import { type GivenRate, leftIn, type Rate, ratesOver } from './rates.ts';
import type { LedgerRow } from './row.ts';
import { salesIn } from './sales.ts';
import type { Tellers } from './tellers.ts';

/** A deal's beginning is no click. */
export const tellsOfClick = <T extends Pick<LedgerRow, 'source' | 'beganAt'>>(
  of: T,
): of is T & { readonly beganAt: string } => of.beganAt !== null && of.source !== 'hubspot';

/**
 * The ledger in the words of `core/decide`: for each sale one row whenever what is known of it changed, with the
 * difference. Only sales whose click is known, since their delay is counted from it.
 * `armOf` says which ad set or campaign an ad belongs to; what cannot be converted is left out. Each word is worth what the
 * rates made of it that had been given by then, and what they were changed to since is one row more, from the last change.
 * One that stands aside is worth nothing from when that was known.
 */
export function orderRowsOf(
  rows: readonly LedgerRow[],
  place: {
    readonly timeZone: string;
    readonly currency: string;
    readonly given: readonly GivenRate[];
    readonly tellers: Tellers;
    armOf(ad: string | null, campaign: string | null): string | null;
  },
): OrderRow[] {
  const ratesBy = ratesOver(place.given);
  return [...salesIn(rows)].flatMap(([sale, told]) => {
    const moments = new Set([
      ...told.map(({ learntAt }) => learntAt),
      ...ratedAt(told, place),
      ...told.flatMap((row) => place.tellers.changes({ ...row, numbered: row.order !== null })),
    ]);
    let known = 0;
    let isTold = false;
    return [...moments].sort().flatMap((moment): OrderRow[] => {
      const [order] = ordersAt(told, moment);
      if (!order || !tellsOfClick(order)) return [];
      const arm = place.armOf(order.ad, order.campaign);
      const minor = place.tellers.standsAside(order, moment)
        ? 0
        : worthOf(order, { ...place, rates: ratesBy(moment) });
      if (arm === null || minor === null || minor === known) return [];
      // A file tells late of what was bought long ago: how long buying took is read off the sale itself, the first time.
      const seenAt = !isTold && order.happenedAt < moment ? order.happenedAt : moment;
      const clickedDay = epochDayIn(place.timeZone, order.beganAt);
      const row: OrderRow = {
        order: sale,
        arm,
        clickedDay,
        observedDay: Math.max(clickedDay, epochDayIn(place.timeZone, seenAt)),
        valueMinor: minor - known,
      };
      known = minor;
      isTold = true;
      return [row];
    });
  });
}

/** When the newest rate that may be one of these rows' was given or taken away; none where they take none. */
function ratedAt(
  told: readonly LedgerRow[],
  { timeZone, currency, given }: Pick<Parameters<typeof orderRowsOf>[1], 'timeZone' | 'currency' | 'given'>,
): string[] {
  const foreign = new Set(told.flatMap((row) => (row.currency === currency ? [] : [row.currency])));
  if (foreign.size === 0) return [];
  const day = told
    .map((row) => dayIn(timeZone, row.happenedAt))
    .sort()
    .at(-1) as string;
  const own = given.filter((rate) => rate.to === currency && foreign.has(rate.from) && rate.day <= day);
  return own
    .map(({ givenAt }) => givenAt)
    .sort()
    .slice(-1);
}

/** Nothing where no rate says what it is worth; null where that is so of what went back alone. */
function worthOf(
  order: Order,
  place: { readonly timeZone: string; readonly currency: string; readonly rates: readonly Rate[] },
): number | null {
  const day = dayIn(place.timeZone, order.happenedAt);
  const left = leftIn(order, place.currency, day, place.rates);
  if (!left) return 0;
  return left.lacking.length > 0 ? null : left.minor;
}

/** A deal from its opening to its end, or to now where it is still open. */
export interface Cycle {
  readonly days: number;
  readonly won: boolean;
}

/**
 * How many days deals take until they are won (Kaplan and Meier 1958): deals that are still open count as long as they
 * have lasted, so that recent months are not taken for quick ones. The share is of deals that are won at all; lost deals
 * leave the question. Null below 30 won deals: fewer say nothing.
 */
export function salesCycle(
  cycles: readonly Cycle[],
): { n: number; p25: number | null; p50: number | null; p75: number | null; p90: number | null } | null {
  const sorted = [...cycles].sort((a, b) => a.days - b.days || Number(b.won) - Number(a.won));
  const won = sorted.filter((cycle) => cycle.won).length;
  if (won < leastWon) return null;
  const at: { days: number; left: number }[] = [];
  let left = 1;
  sorted.forEach((cycle, index) => {
    if (!cycle.won) return;
    left *= 1 - 1 / (sorted.length - index);
    at.push({ days: cycle.days, left });
  });
  const quantile = (share: number): number | null =>
    at.find((one) => one.left <= 1 - share + 1e-12)?.days ?? null;
  return { n: won, p25: quantile(0.25), p50: quantile(0.5), p75: quantile(0.75), p90: quantile(0.9) };
}

const leastWon = 30;
