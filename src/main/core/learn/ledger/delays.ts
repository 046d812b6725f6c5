import type { OrderRow } from '../../decide/ledger.ts';
import { dayIn } from '../meta/days.ts';
import { epochDayIn } from './days.ts';
import { type Order, ordersAt } from './orders.ts';
import { inCurrency, type Rate } from './rates.ts';
import type { LedgerRow } from './row.ts';
import { salesIn } from './sales.ts';
import { type Adding, isAdded } from './tellers.ts';

/** A deal's beginning is no click. */
export const tellsOfClick = <T extends Pick<LedgerRow, 'source' | 'beganAt'>>(
  of: T,
): of is T & { readonly beganAt: string } => of.beganAt !== null && of.source !== 'hubspot';

/**
 * The ledger in the words of `core/decide`: for each sale one row whenever what is known of it changed, with the
 * difference. Only sales whose click is known, since their delay is counted from it.
 * `armOf` says which ad set or campaign an ad belongs to; what cannot be converted is left out.
 */
export function orderRowsOf(
  rows: readonly LedgerRow[],
  place: {
    readonly timeZone: string;
    readonly currency: string;
    readonly rates: readonly Rate[];
    readonly adding: Adding;
    armOf(ad: string | null, campaign: string | null): string | null;
  },
): OrderRow[] {
  return [...salesIn(rows)].flatMap(([sale, told]) => {
    const moments = [...new Set(told.map(({ learntAt }) => learntAt))].sort();
    let known = 0;
    return moments.flatMap((moment): OrderRow[] => {
      const [order] = ordersAt(told, moment);
      if (!order || !tellsOfClick(order) || !isAdded(order, place.adding)) return [];
      const arm = place.armOf(order.ad, order.campaign);
      const minor = worthOf(order, place);
      if (arm === null || minor === null || minor === known) return [];
      // A file tells late of what was bought long ago: how long buying took is read off the sale itself.
      const seenAt = known === 0 && order.happenedAt < moment ? order.happenedAt : moment;
      const clickedDay = epochDayIn(place.timeZone, order.beganAt);
      const row: OrderRow = {
        order: sale,
        arm,
        clickedDay,
        observedDay: Math.max(clickedDay, epochDayIn(place.timeZone, seenAt)),
        valueMinor: minor - known,
      };
      known = minor;
      return [row];
    });
  });
}

/** Null where some of it cannot be converted. */
function worthOf(
  order: Order,
  place: { readonly timeZone: string; readonly currency: string; readonly rates: readonly Rate[] },
): number | null {
  const day = dayIn(place.timeZone, order.happenedAt);
  return [order, ...order.refunds].reduce<number | null>((sum, money) => {
    const own = inCurrency(money, place.currency, day, place.rates);
    return sum === null || own === undefined ? null : sum + own.minor;
  }, 0);
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
