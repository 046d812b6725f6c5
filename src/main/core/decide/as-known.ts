import { dayNumber } from '../learn/ledger/days.ts';
import { basedOn, type Named } from './basis.ts';
import { type BudgetAccount, localDay, type ResultRow } from './budget-account.ts';
import type { OrderRow, SpendRow } from './ledger.ts';

/**
 * What is known at that moment of the arms that a proposal is about: of closed days alone, by the source that counts, which
 * was heard last on `knownDay`. No order of later is known: its silence since is not that orders come late, or not at all.
 */
export function knownOf(account: BudgetAccount, nowDay: number, named: Named | null) {
  const today = Math.floor(nowDay);
  const spentIds = new Set(account.rows.flatMap((row) => (row.spendMinor > 0 ? row.arm : [])));
  // Of a paused one that spent nothing lately nothing is known.
  const arms = account.arms.filter(({ id, paused }) => !paused || spentIds.has(id));
  const ids = arms.map(({ id }) => id);
  const closed = account.rows.filter(({ arm, day }) => ids.includes(arm) && dayNumber(day) < today);
  const known = asKnown(closed, account.timeZone, account.windowDays);
  const ofArms = { ...account.ledger, orders: account.ledger.orders.filter(({ arm }) => ids.includes(arm)) };
  const based = basedOn(known.spend, known.orders, ofArms, named);
  const lastDay =
    based.basis.source === 'ledger' ? ofArms.knownUntilDay : lastLookOf(closed, account.timeZone);
  return { arms, ids, today, ...based, spent: known.spend, knownDay: Math.min(nowDay, lastDay ?? nowDay) };
}

function lastLookOf(rows: readonly ResultRow[], timeZone: string): number {
  const lastMs = rows.reduce((last, { confirmedAt }) => Math.max(last, Date.parse(confirmedAt)), 0);
  return localDay(timeZone, new Date(lastMs).toISOString());
}

/** Days between two looks at a day beyond which it is told how many orders came in between, and not when. */
const freshDays = 2;

/**
 * Spend as it was said last, and orders with the time at which each word brought them. Meta tells sums of a day and no
 * single orders: a day's new ones share its new revenue evenly, the remainder with the first, so that the sum is exact.
 * It counts none beyond its window, so what is read after that was there when the window closed.
 */
export function asKnown(
  rows: readonly ResultRow[],
  timeZone: string,
  windowDays: number,
): { spend: SpendRow[]; orders: OrderRow[] } {
  const spend = new Map<string, SpendRow>();
  const seen = new Map<string, { count: number; revenue: number; lookedDay: number }>();
  const orders: OrderRow[] = [];
  for (const { arm, day, spendMinor, orders: said, revenueMinor, readAt, confirmedAt } of rows) {
    const key = `${arm} ${day}`;
    const epochDay = dayNumber(day);
    const readDay = localDay(timeZone, readAt);
    const clickedDay = epochDay + 0.5;
    const observedDay = Math.min(readDay, clickedDay + windowDays);
    spend.set(key, { arm, epochDay, spendMinor, knownDay: spend.get(key)?.knownDay ?? observedDay });
    if (said === null || revenueMinor === null) continue;
    const { count, revenue, lookedDay } = seen.get(key) ?? { count: 0, revenue: 0, lookedDay: epochDay };
    const more = Math.round(said) - count;
    const late = readDay - lookedDay > freshDays;
    seen.set(key, {
      count: count + Math.max(0, more),
      revenue: revenueMinor,
      lookedDay: localDay(timeZone, confirmedAt),
    });
    const learnt = { arm, clickedDay, observedDay, byDay: true as const };
    if (more > 0) {
      const each = Math.floor((revenueMinor - revenue) / more);
      for (let n = 0; n < more; n += 1)
        orders.push({
          ...learnt,
          order: `${key} ${count + n}`,
          ...(late && { delayUnknown: true as const }),
          valueMinor: n === 0 ? revenueMinor - revenue - each * (more - 1) : each,
        });
    } else if (count > 0 && revenueMinor !== revenue) {
      // The same orders, worth something else by now.
      orders.push({ ...learnt, order: `${key} 0`, valueMinor: revenueMinor - revenue });
    }
  }
  return { spend: [...spend.values()], orders };
}
