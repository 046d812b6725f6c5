import type { LedgerOrders } from './basis.ts';
import type { SpendRow } from './ledger.ts';

/** Fewer are missing by chance more than once in twenty thousand times. */
const least = 10;
const paceDays = 28;

/**
 * Orders that were due since a tracker last posted one: of the closed days after that day, by what was spent on them and by
 * how many orders the money of the four weeks before brought. Null below ten, and where something else than a post was heard
 * last: a list that was read tells that nothing was sold, a file is brought by a person.
 */
export function overdueOf(
  spend: readonly SpendRow[],
  { orders, told, knownUntilDay }: LedgerOrders,
): number | null {
  if (told?.how !== 'post' || knownUntilDay === null) return null;
  const day = Math.floor(knownUntilDay);
  const first = orders.reduce((least, { clickedDay }) => Math.min(least, clickedDay), day);
  const from = Math.max(day - paceDays, Math.floor(first));
  const spentOn = (isOf: (day: number) => boolean): number =>
    spend.reduce((sum, { epochDay, spendMinor }) => sum + (isOf(epochDay) ? spendMinor : 0), 0);
  const before = spentOn((of) => of >= from && of < day);
  const came = orders.flatMap(({ order, clickedDay }) =>
    clickedDay >= from && clickedDay < day ? [order] : [],
  );
  const due = before > 0 ? (new Set(came).size * spentOn((of) => of > day)) / before : 0;
  return due >= least ? Math.round(due) : null;
}
