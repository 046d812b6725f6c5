import { dayNumber } from '../learn/ledger/days.ts';
import { type BudgetAccount, type BudgetArm, localDay } from './budget-account.ts';
import type { SpendRow } from './ledger.ts';
import type { Arm } from './limits.ts';
import { spentOf } from './unspent.ts';
import { limitsOfArm } from './user-limits.ts';

/** A budget with its bounds, what it spends of itself, and since when it is as it is. */
export function armOf(
  { id, budgetMinor, learning, editedAt, paused }: BudgetArm,
  { timeZone, limits }: BudgetAccount,
  spent: readonly SpendRow[],
  wholeDays: readonly number[],
  today: number,
): Arm {
  const changedDay = editedAt === null ? null : Math.floor(localDay(timeZone, editedAt));
  const spentMinor = paused ? undefined : spentOf(spent, { budgetMinor, editedDay: changedDay, wholeDays });
  const { floorMinor, ceilingMinor, margin } = limitsOfArm(limits, id);
  return {
    id,
    nowMinor: paused ? 0 : budgetMinor,
    ...(spentMinor !== undefined && { spentMinor }),
    // A budget that it never spent is no place to begin again.
    ...(paused && { ranAtMinor: Math.min(budgetMinor, ...mostOf(spent)) }),
    floorMinor,
    ceilingMinor,
    margin: margin ?? limits.margin,
    startedDay: Math.min(today, ...spent.map(({ epochDay }) => epochDay)),
    changedDay,
    learning,
    pausedDay: paused && pausedDayOf(paused, spent, timeZone, today),
    // Judged anew for the day before, from what was known then (`belief.ts`).
    pauseFlagged: false,
  };
}

/** Days that count and on which money was spent, oldest first, but for those that were read last while they still ran. */
export function wholeDaysOf({ rows, timeZone }: BudgetAccount, spend: readonly SpendRow[]): number[] {
  const counted = new Set(spend.flatMap(({ epochDay, spendMinor }) => (spendMinor > 0 ? epochDay : [])));
  const lastLook = new Map<number, string>();
  for (const { day, confirmedAt } of rows) {
    const epochDay = dayNumber(day);
    if (confirmedAt > (lastLook.get(epochDay) ?? '')) lastLook.set(epochDay, confirmedAt);
  }
  return [...lastLook]
    .flatMap(([day, at]) => (counted.has(day) && localDay(timeZone, at) >= day + 1 ? [day] : []))
    .sort((a, b) => a - b);
}

const mostOf = (spent: readonly SpendRow[]): number[] =>
  spent.length === 0 ? [] : [Math.max(...spent.map(({ spendMinor }) => spendMinor))];

/**
 * The day from which 14 must pass before it is resumed: the pause, or the last time that a person was asked. Today, ever
 * anew, where a person paused it: that is theirs to end.
 */
function pausedDayOf(
  { at, resumeAskedAt }: NonNullable<BudgetArm['paused']>,
  spent: readonly SpendRow[],
  timeZone: string,
  today: number,
): number {
  const dayAt = (instant: string | null) =>
    instant === null ? Number.NEGATIVE_INFINITY : Math.floor(localDay(timeZone, instant));
  const lastSpent = Math.max(...spent.map(({ epochDay }) => epochDay));
  // With money spent after ours, somebody resumed it and paused it again.
  return at === null || lastSpent > dayAt(at) ? today : Math.max(dayAt(at), dayAt(resumeAskedAt));
}
