import { dayNumber } from '../learn/ledger/days.ts';
import { shownAt } from '../learn/meta/days.ts';
import { minorPerMetaUnit } from '../money.ts';
import { type Basis, basedOn, type LedgerOrders, type Named } from './basis.ts';
import type { Baseline } from './conservative.ts';
import { chooseDiscount } from './discount.ts';
import type { Change, OrderRow, SpendRow } from './ledger.ts';
import type { Arm } from './limits.ts';
import type { Inputs } from './proposal.ts';
import { rateChanges } from './rate-alarm.ts';
import { spentOf } from './unspent.ts';
import { boundTotal, budgetsOf, limitsOfArm, type UserLimits } from './user-limits.ts';

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

/** Below these nothing is said: a split of so little would be made of chance. */
export const ordersNeeded = 30;
export const daysNeeded = 7;
/** Days between two looks at a day beyond which it is told how many orders came in between, and not when. */
const freshDays = 2;

const dayMs = 86_400_000;

/** What Meta takes of a running budget at least; its own least differs by currency and goal. */
export const platformLeastMinor = 100;
export const quantumOf = (currency: string): number => Math.max(1, minorPerMetaUnit(currency));

/** An instant as a day of the account's calendar with its fraction; days of 23 and 25 hours count like the others. */
export const localDay = (timeZone: string, instant: string): number => shownAt(timeZone, instant) / dayMs;

export interface Wanted {
  /** Of the account's calendar, with its fraction. */
  readonly nowDay: number;
  /** The sum of the present budgets when null. */
  readonly totalMinor: number | null;
  /** Whose orders to count, where somebody says so. */
  readonly named: Named | null;
  /** How much further off than foretold earlier outcomes were; 1 where they were not, or nobody knows yet. */
  readonly pastScatter: number;
}

export type FromResults =
  | {
      readonly kind: 'inputs';
      readonly inputs: Inputs;
      /** When the source that counts was heard last; a day of the account with its fraction. */
      readonly knownDay: number;
      readonly basis: Basis;
      readonly orders: number;
      readonly days: number;
      /** Which of the person's bounds of a whole day made the total that much. */
      readonly totalBoundBy: 'floor' | 'ceiling' | null;
    }
  | { readonly kind: 'not enough'; readonly reason: string };

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

/** The inputs of a proposal from what is stored of an account: closed days alone, as they were known when. */
export function fromResults(account: BudgetAccount, wanted: Wanted): FromResults {
  const { nowDay, totalMinor, named, pastScatter } = wanted;
  const { arms, ids, today, basis, spend, spent, orders, knownDay } = knownOf(account, nowDay, named);
  const running = new Set(arms.flatMap(({ id, paused }) => (paused ? [] : [id])));
  if (running.size < 2)
    return {
      kind: 'not enough',
      reason: `${running.size} of 2 running ad sets with a daily budget of their own.`,
    };
  // What is paused may have seen hundreds of orders, and says nothing of how those that run compare.
  const ofRunning = spend.filter(({ arm, spendMinor }) => running.has(arm) && spendMinor > 0);
  const days = new Set(ofRunning.map(({ epochDay }) => epochDay)).size;
  if (days < daysNeeded)
    return { kind: 'not enough', reason: `${days} of ${daysNeeded} closed days with spend.` };
  const count = new Set(orders.flatMap(({ arm, order }) => (running.has(arm) ? [order] : []))).size;
  if (count < ordersNeeded) return { kind: 'not enough', reason: `${count} of ${ordersNeeded} orders.` };
  const total = boundTotal(account.limits, totalMinor ?? budgetsOf(arms));
  const every = new Set(orders.map(({ order }) => order)).size;
  const targetCpaMinor = Math.round(spend.reduce((sum, row) => sum + row.spendMinor, 0) / every);
  const settings = { targetCpaMinor, windowDays: account.windowDays, pastScatter };
  const quantumMinor = quantumOf(account.currency);
  const edits = editsOf(account, ids);
  const changesAt = (at: number): Change[] =>
    [
      ...edits,
      ...rateChanges(ids, { spend, orders, nowDay: Math.min(at, knownDay) }, account.windowDays),
    ].sort((a, b) => a.epochDay - b.epochDay || (a.arm < b.arm ? -1 : 1));
  const changes = changesAt(nowDay);
  // What a budget spends is Meta's to say, also of days whose orders nobody has told yet.
  const spentOn = Map.groupBy(
    spent.filter(({ spendMinor }) => spendMinor > 0),
    ({ arm }) => arm,
  );
  const wholeDays = wholeDaysOf(account, spent);
  const inputs: Inputs = {
    currency: account.currency,
    nowDay,
    ...(knownDay < nowDay && { knownDay }),
    totalMinor: Math.floor(total.totalMinor / quantumMinor) * quantumMinor,
    arms: arms.map((arm) => armOf(arm, account, spentOn.get(arm.id) ?? [], wholeDays, today)),
    spend,
    orders,
    changes,
    changesBefore: changesAt(knownDay - 1),
    rules: {
      stepShare: account.limits.stepShare,
      spacingDays: account.limits.spacingDays,
      platformLeastMinor,
      quantumMinor,
    },
    model: {
      ...settings,
      discount: chooseDiscount(ids, spend, orders, changes, nowDay, settings, knownDay),
      saturation: true,
      pastScatter,
    },
    aim: account.limits.aim,
    exploreShare: 0.05,
    newArmShare: 0.1,
    baseline: baselineOf(account, running),
    draws: 1000,
  };
  return { kind: 'inputs', inputs, knownDay, basis, orders: count, days, totalBoundBy: total.by };
}

function armOf(
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
function wholeDaysOf({ rows, timeZone }: BudgetAccount, spend: readonly SpendRow[]): number[] {
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

/** What a significant edit leaves of the evidence before it (`bandit.md` 1.6). */
const keptAfterEdit = 0.7;
const largeEdit = 0.2;

/** Large edits of budgets from here, of which Meta tells few, and what Meta itself calls significant: one of a day counts once. */
function editsOf({ arms, edits, timeZone }: BudgetAccount, ids: readonly string[]): Change[] {
  const own = edits.flatMap(({ arm, at, fromMinor, toMinor }) =>
    Math.abs(toMinor - fromMinor) > largeEdit * fromMinor ? [{ arm, at }] : [],
  );
  const theirs = arms.flatMap(({ id, significantAt }) =>
    significantAt === null ? [] : [{ arm: id, at: significantAt }],
  );
  const changes = new Map(
    [...own, ...theirs].map(({ arm, at }) => {
      const epochDay = Math.floor(localDay(timeZone, at));
      return [`${arm} ${epochDay}`, { arm, epochDay, keep: keptAfterEdit }];
    }),
  );
  return [...changes.values()].filter(({ arm }) => ids.includes(arm));
}

/** Null too where none of its budgets runs any more: there is nothing to be measured against. */
function baselineOf(
  { timeZone, limits: { guard } }: BudgetAccount,
  running: ReadonlySet<string>,
): Baseline | null {
  if (!guard || ![...running].some((id) => (guard.split[id] ?? 0) > 0)) return null;
  return {
    sinceDay: Math.floor(localDay(timeZone, guard.since)),
    amounts: guard.split,
    alpha: guard.lossShare,
  };
}

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
