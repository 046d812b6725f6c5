import { dayNumber } from '../learn/ledger/days.ts';
import { type BudgetAccount, type BudgetArm, localDay, quantumOf, type ResultRow } from './budget-account.ts';
import { noLimits } from './user-limits.ts';

/** Days whose mean is what an arm spent a day: budgets of the past are not known, what was spent is. */
const spentDays = 7;

/** What it was like then beside its budget. */
const unknownThen = { learning: false, editedAt: null, significantAt: null, paused: null } as const;

/** An account with all that was ever read of it. */
export interface PastAccount extends Omit<BudgetAccount, 'arms' | 'edits' | 'limits'> {
  /** Whatever has become of them: of those that run today only the survivors would be looked at. */
  readonly arms: readonly Pick<BudgetArm, 'id' | 'name' | 'level'>[];
}

/**
 * The account as a decision of that day would have found it: nothing that was read, bought or told later. A day that nobody
 * looked at in time counts from when its window had closed, by the first word on it: the platform adds nothing after that.
 * Its budgets are what was last known to be spent a day; whether one was learning or had been edited is not known any more.
 */
export function asOf(account: PastAccount, day: number, historyDays: number): BudgetAccount {
  const quantum = quantumOf(account.currency);
  const rows = knownBy(account, day).filter((row) => dayNumber(row.day) >= day - historyDays);
  const newest = rows.reduce((latest, row) => Math.max(latest, dayNumber(row.day)), Number.NEGATIVE_INFINITY);
  const { ledger } = account;
  return {
    ...account,
    rows,
    edits: [],
    limits: noLimits,
    arms: account.arms.flatMap((arm) => {
      const spent = spentADay(rows, arm.id, newest, quantum);
      return spent > 0 ? [{ ...arm, ...unknownThen, budgetMinor: spent }] : [];
    }),
    ledger: {
      ...ledger,
      orders: ledger.orders.filter(({ observedDay }) => observedDay <= day),
      knownUntilDay: ledger.knownUntilDay === null ? null : Math.min(ledger.knownUntilDay, day),
    },
  };
}

function knownBy({ rows, timeZone, windowDays }: PastAccount, day: number): ResultRow[] {
  const days = Map.groupBy(rows, (row) => `${row.arm} ${row.day}`);
  return [...days.values()].flatMap((words) => {
    const [first] = words as [ResultRow];
    const inTime = words.filter(({ readAt }) => localDay(timeZone, readAt) <= day);
    if (inTime.length > 0) return inTime;
    return dayNumber(first.day) + 1 + windowDays <= day ? [first] : [];
  });
}

/** The mean of the newest days that were known, as far back as the arm was spending. */
function spentADay(rows: readonly ResultRow[], arm: string, newest: number, quantumMinor: number): number {
  const last = new Map(
    rows.flatMap((row) =>
      row.arm === arm && dayNumber(row.day) > newest - spentDays ? [[row.day, row.spendMinor] as const] : [],
    ),
  );
  const spent = [...last.values()].filter((minor) => minor > 0);
  const mean = spent.reduce((sum, minor) => sum + minor, 0) / Math.max(1, spent.length);
  return Math.round(mean / quantumMinor) * quantumMinor;
}
