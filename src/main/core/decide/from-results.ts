import { armOf, wholeDaysOf } from './arm-of.ts';
import { knownOf } from './as-known.ts';
import type { Basis, Named } from './basis.ts';
import { type BudgetAccount, localDay, platformLeastMinor, quantumOf } from './budget-account.ts';
import type { Baseline } from './conservative.ts';
import { chooseDiscount } from './discount.ts';
import type { Change } from './ledger.ts';
import type { Inputs } from './proposal.ts';
import { rateChanges } from './rate-alarm.ts';
import { boundTotal, budgetsOf } from './user-limits.ts';

/** Below these nothing is said: a split of so little would be made of chance. */
export const ordersNeeded = 30;
export const daysNeeded = 7;

/** A budget is left as it is rather than moved by less: it would rest for days afterwards, for nothing that shows. */
const leastStepShare = 0.01;

export interface Wanted {
  /** When it is asked for: of the account's calendar, with its fraction. */
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

/** The inputs of a proposal from what is stored of an account: closed days alone, as they were known when. */
export function fromResults(account: BudgetAccount, wanted: Wanted): FromResults {
  const { totalMinor, named, pastScatter } = wanted;
  const known = knownOf(account, wanted.nowDay, named);
  const { arms, ids, today, basis, spend, spent, orders, knownDay } = known;
  const nowDay = datedBy(known, wanted.nowDay);
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
      leastStepShare,
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

/**
 * The last moment of the day at which anything was learnt: the seed follows from the inputs, so a proposal dated by the
 * clock would draw anew each time that somebody looks. Whatever is counted in whole days counts the same.
 */
const datedBy = (
  { today, knownDay, spent }: Pick<ReturnType<typeof knownOf>, 'today' | 'knownDay' | 'spent'>,
  nowDay: number,
): number =>
  Math.min(
    nowDay,
    spent.reduce((last, row) => Math.max(last, row.knownDay ?? last), Math.max(today, knownDay)),
  );

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
