import type { SpendRow } from './ledger.ts';
import type { Arm } from './limits.ts';

/** Below this share of its budget something else than the budget holds an arm: bids, the audience, refused ads, its end. */
const spentShare = 0.8;
const lookedDays = 7;
/** Fewer days say nothing, and so many without any money say that it stands still. */
const leastDays = 3;

/**
 * What an arm spends of a day's budget, in minor units, where that is clearly less; undefined where the budget is what
 * holds it, or nobody can tell yet. Judged by the last days of which the whole is known, and of
 * them by those after the first day, an edit or a stand-still: a day that began in its middle is no measure.
 */
export function spentOf(
  spend: readonly SpendRow[],
  of: {
    readonly budgetMinor: number;
    readonly editedDay: number | null;
    /** On which the account spent anything and which were read after their end; oldest first. */
    readonly wholeDays: readonly number[];
  },
): number | undefined {
  const byDay = new Map(
    spend.flatMap(({ epochDay, spendMinor }) => (spendMinor > 0 ? [[epochDay, spendMinor]] : [])),
  );
  // Left as it is until it first spends, new or not: nobody can tell the two apart.
  if (byDay.size === 0) return 0;
  const lastDay = of.wholeDays.at(-1) ?? 0;
  const after = Math.max(lastDay - lookedDays, Math.min(...byDay.keys()), of.editedDay ?? 0);
  const days = of.wholeDays.flatMap((day) => (day > after ? [byDay.get(day) ?? 0] : []));
  if (days.length >= leastDays && days.slice(-leastDays).every((minor) => minor === 0)) return 0;
  const stood = days.findIndex((minor) => minor > 0);
  const whole = stood > 0 ? days.slice(stood + 1) : days;
  if (whole.length < leastDays) return undefined;
  const mean = Math.round(whole.reduce((sum, minor) => sum + minor, 0) / whole.length);
  return mean < spentShare * of.budgetMinor ? mean : undefined;
}

/** What of an amount will be spent: of a budget that is not spent as it is, no more than now. */
export const takenOf = ({ spentMinor }: Pick<Arm, 'spentMinor'>, amount: number): number =>
  Math.min(amount, spentMinor ?? amount);
