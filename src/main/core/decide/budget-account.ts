import { shownAt } from '../learn/meta/days.ts';
import { minorPerMetaUnit } from '../money.ts';
import type { LedgerOrders } from './basis.ts';
import type { UserLimits } from './user-limits.ts';

/** What carries a daily budget of its own: an ad set, or a campaign that shares one. */
export interface BudgetArm {
  readonly id: string;
  readonly name: string;
  readonly level: 'ad_set' | 'campaign';
  readonly budgetMinor: number;
  readonly learning: boolean;
  /** The last edit that is known of: ours, or one that the platform calls significant. */
  readonly editedAt: string | null;
  /** The last that the platform calls significant, whoever made it: of a creative, an audience, a budget. */
  readonly significantAt: string | null;
  /** Null while it runs. */
  readonly paused: {
    /** Of the last pause that a proposal asked for; null where only a person ever paused it. */
    readonly at: string | null;
    /** When a person was last asked to resume it. */
    readonly resumeAskedAt: string | null;
  } | null;
}

/** A budget that was changed from here. */
export interface OwnEdit {
  readonly arm: string;
  readonly at: string;
  readonly fromMinor: number;
  readonly toMinor: number;
}

/** What the platform said of one day of an arm, at one time. A later word on the same day is one more row. */
export interface ResultRow {
  readonly arm: string;
  /** Of the account's calendar. */
  readonly day: string;
  readonly spendMinor: number;
  readonly orders: number | null;
  readonly revenueMinor: number | null;
  readonly readAt: string;
  /** When it was said last without a change. */
  readonly confirmedAt: string;
}

export interface BudgetAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The platform attributes an order at most so long after the click. */
  readonly windowDays: number;
  /** Those that run, and those that are paused and could be resumed. */
  readonly arms: readonly BudgetArm[];
  readonly edits: readonly OwnEdit[];
  /** By arm and day, each day's words in the order in which they were read. */
  readonly rows: readonly ResultRow[];
  readonly ledger: LedgerOrders;
  readonly limits: UserLimits;
}

const dayMs = 86_400_000;

/** What Meta takes of a running budget at least; its own least differs by currency and goal. */
export const platformLeastMinor = 100;
export const quantumOf = (currency: string): number => Math.max(1, minorPerMetaUnit(currency));

/** An instant as a day of the account's calendar with its fraction; days of 23 and 25 hours count like the others. */
export const localDay = (timeZone: string, instant: string): number => shownAt(timeZone, instant) / dayMs;
