import type { Source } from './basis.ts';
import type { ArmOutcome, WholeOutcome } from './outcome.ts';

/** An approved change of an account's budgets that took effect, in part at least. */
export interface Carried {
  /** The proposal that it follows from; null where a person or a program asked for it without one. */
  readonly decisionId: string | null;
  readonly approvalId: string;
  readonly at: string;
}

/** Days of the account's calendar, both included. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

/** What came of a decision, as it is kept. `cut short`: the budgets were changed again before a whole day had passed. */
export type Kept =
  | { readonly kind: 'cut short'; readonly settledAt: string }
  | {
      readonly kind: 'settled';
      readonly settledAt: string;
      readonly days: Days;
      readonly source: Source;
      readonly arms: readonly ArmOutcome[];
      readonly whole: WholeOutcome;
    };

/** Longer than this other things change as well: ads tire, seasons turn. */
const followedDays = 7;

/** The whole days on which the account ran as decided; null where there was none. Days are those of its calendar. */
export function daysOf(carriedDay: number, nextDay: number | null): Days | null {
  const first = Math.floor(carriedDay) + 1;
  const last = Math.min(
    first + followedDays - 1,
    nextDay === null ? Number.POSITIVE_INFINITY : Math.floor(nextDay) - 1,
  );
  return last < first ? null : { first, last };
}

export interface Calibration {
  readonly decisions: number;
  readonly budgets: number;
  /** Of them, those whose revenue lay in the interval in which nine of ten should. */
  readonly inside: number;
  /** Mean squared distance in foretold standard deviations; null below the number that says anything. */
  readonly scatter: number | null;
}

/** Newest first; older outcomes are of another account by now. */
const outcomesHeeded = 10;
const budgetsNeeded = 20;

/** How well earlier proposals foretold what came: shown, and fed back as what widens the next one (`bandit.md` 1.2). */
export function calibrationOf(kept: readonly Kept[]): Calibration {
  const settled = kept.flatMap((one) => (one.kind === 'settled' ? [one] : [])).slice(0, outcomesHeeded);
  const arms = settled.flatMap((one) => one.arms.filter(({ surprise }) => surprise !== null));
  const sum = arms.reduce((total, { surprise }) => total + (surprise ?? 0), 0);
  return {
    decisions: settled.length,
    budgets: arms.length,
    inside: arms.filter(({ asForetold }) => asForetold).length,
    scatter: arms.length < budgetsNeeded ? null : sum / arms.length,
  };
}
