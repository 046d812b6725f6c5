import { sum } from '../math/sum.ts';
import { asKnown } from './as-known.ts';
import { asOf, type PastAccount } from './as-of.ts';
import { type BacktestSums, sumsOf } from './backtest-sums.ts';
import type { Source } from './basis.ts';
import { type Belief, believe } from './belief.ts';
import { fromResults } from './from-results.ts';
import { heeded } from './heeded.ts';
import type { OrderRow, SpendRow } from './ledger.ts';
import { type ArmOutcome, outcomeOf, type WholeOutcome } from './outcome.ts';
import type { Inputs, Proposal } from './proposal.ts';
import { allocateFrom } from './propose.ts';

/** Everything a backtest follows from; days are those of the account's calendar. */
export interface BacktestInput {
  readonly account: PastAccount;
  /** When each day was read last: a week counts once all its orders must be known. */
  readonly readDays: ReadonlyMap<number, number>;
  readonly nowDay: number;
}

export interface BacktestArm extends ArmOutcome {
  /** Of all money: in the week after, and as the engine would have had it. */
  readonly spentShare: number;
  readonly proposedShare: number;
  readonly nowShare: number;
  /** P(its next money brings more than in the others); null for an only arm. */
  readonly pBetter: number | null;
  /** Whether it returned more than the others together in the week after; null where one of the two spent nothing. */
  readonly wasBetter: boolean | null;
}

/** One decision that might have been made in the morning of that day, and the week that came. */
export type BacktestDay =
  | { readonly kind: 'refused'; readonly day: number; readonly reason: string }
  | {
      readonly kind: 'decided';
      readonly day: number;
      readonly source: Source;
      readonly orders: number;
      readonly arms: readonly BacktestArm[];
      readonly whole: WholeOutcome;
      /** The share of all money that would have moved, and whether what it would have raised returned more afterwards than what it would have cut. */
      readonly movedShare: number;
      readonly raisedWasBetter: boolean | null;
    };

export interface Backtest {
  readonly days: readonly BacktestDay[];
  /** Null below the evidence bar. */
  readonly sums: BacktestSums | null;
  readonly settledDays: number;
  readonly budgetWeeks: number;
}

/** What it can tell and what it cannot; shown with every backtest. */
export const backtestRule =
  'Each week the engine is asked by what was known then; a day that was read only later counts once its window had closed. None of it was carried out, so no gain is claimed: what is checked is what it said of the money that was truly spent. The limits that you set yourself are left out. Budgets of then are not known; what was last spent a day stands for them. Weeks of one account share its season, so intervals are rather too narrow.';

const WEEK_DAYS = 7;
const historyDays = 90;
/** Decisions of a quarter of a year: before that it was another account. */
const mostDays = 12;
/** Beyond the click window. */
export const historyNeededDays = historyDays + (mostDays + 1) * WEEK_DAYS;
/** Below these nothing is summed up. */
export const settledNeeded = 4;
export const budgetWeeksNeeded = 20;
const seed = 1;

/**
 * What the engine would have proposed each week, by what was known then, and how well it foretold the week that came. It is
 * off-policy: none of it was carried out, so that no gain is claimed. What can be checked is what it said of the money that
 * was truly spent: whether revenue lay in its intervals, and whether what it called better was better.
 */
export function backtest({ account, readDays, nowDay }: BacktestInput): Backtest {
  const { windowDays } = account;
  const known = asKnown(account.rows, account.timeZone, windowDays);
  const first = Math.min(...known.spend.map(({ epochDay }) => epochDay));
  const last = Math.floor(nowDay) - WEEK_DAYS - windowDays;
  const starts = Array.from({ length: mostDays }, (_, index) => last - (mostDays - 1 - index) * WEEK_DAYS);
  const days = starts
    .filter((day) => day > first)
    .map((day): BacktestDay => {
      const found = decisionOf(day, account);
      return found.kind === 'refused' ? found : judged(found, account, known, readDays);
    });
  const decided = days.flatMap((day) => (day.kind === 'decided' ? [day] : []));
  const budgetWeeks = decided.flatMap(({ arms }) => arms.filter(({ surprise }) => surprise !== null)).length;
  const enough = decided.length >= settledNeeded && budgetWeeks >= budgetWeeksNeeded;
  return { days, settledDays: decided.length, budgetWeeks, sums: enough ? sumsOf(decided) : null };
}

interface Known {
  readonly spend: readonly SpendRow[];
  readonly orders: readonly OrderRow[];
}

type Refused = Extract<BacktestDay, { readonly kind: 'refused' }>;
type Unhashed = Omit<Proposal, 'inputsHash'>;

interface Decision {
  readonly kind: 'decision';
  readonly day: number;
  readonly source: Source;
  readonly orders: number;
  readonly inputs: Inputs;
  readonly belief: Belief;
  readonly proposal: Unhashed;
}

/** As it would have been made in the morning of that day. */
function decisionOf(day: number, account: PastAccount): Decision | Refused {
  const then = asOf(account, day, historyDays);
  const built = fromResults(then, { nowDay: day, totalMinor: null, named: null, pastScatter: 1 });
  if (built.kind === 'not enough') return { kind: 'refused', day, reason: built.reason };
  const { basis, orders } = built;
  const { inputs } = heeded(built.inputs, built.knownDay, () => seed);
  const belief = believe(inputs, seed);
  if (!belief) return { kind: 'refused', day, reason: 'No order was known.' };
  const proposal = allocateFrom(belief, inputs, seed);
  if (proposal.kind === 'refused')
    return { kind: 'refused', day, reason: `No split was possible: ${proposal.reason}.` };
  return { kind: 'decision', day, source: basis.source, orders, inputs, belief, proposal };
}

/** Beside the week that came: by the money that was truly spent, since only of that it is known what it brought. */
function judged(
  { day, source, orders, inputs, belief, proposal }: Decision,
  account: PastAccount,
  known: Known,
  readDays: ReadonlyMap<number, number>,
): BacktestDay {
  const refused = (reason: string): Refused => ({ kind: 'refused', day, reason });
  const knownDay = settledOn(day, account, source, readDays);
  if (knownDay === null) return refused('The week after was not read once all its orders could be known.');
  const week = { first: day, last: day + WEEK_DAYS - 1 };
  const spend = known.spend.filter(({ epochDay }) => epochDay >= week.first && epochDay <= week.last);
  const spent = belief.arms.map(({ id }) =>
    sum(spend.flatMap((row) => (row.arm === id ? row.spendMinor : []))),
  );
  if (sum(spent) === 0) return refused('Nothing was spent in the week after.');
  const byHand = Object.fromEntries(belief.arms.map(({ id }, at) => [id, (spent[at] as number) / WEEK_DAYS]));
  const told = allocateFrom(belief, { ...inputs, totalMinor: sum(spent) / WEEK_DAYS, byHand }, seed);
  if (told.kind === 'refused') return refused(`Nothing could be foretold: ${told.reason}.`);
  const sold = source === 'ledger' ? account.ledger.orders : known.orders;
  const came = outcomeOf(told, spend, sold, week, knownDay, account.windowDays);
  if (came.kind === 'open') return refused('The week after has not settled.');
  return dayOf(day, source, orders, proposal, came);
}

/** Up to when the orders of the week are known; null where that is too early. */
function settledOn(
  day: number,
  { ledger, windowDays }: PastAccount,
  source: Source,
  readDays: ReadonlyMap<number, number>,
): number | null {
  let read = Number.NEGATIVE_INFINITY;
  for (let one = day; one < day + WEEK_DAYS; one += 1) {
    const at = readDays.get(one);
    if (at === undefined || at < one + 1 + windowDays) return null;
    read = Math.max(read, at);
  }
  return source === 'ledger' ? Math.min(read, ledger.knownUntilDay ?? read) : read;
}

type Settled = Extract<ReturnType<typeof outcomeOf>, { readonly kind: 'settled' }>;

function dayOf(
  day: number,
  source: Source,
  orders: number,
  proposal: Unhashed,
  { arms, whole }: Settled,
): BacktestDay {
  const total = (of: (arm: Unhashed['arms'][number]) => number) => sum(proposal.arms.map(of));
  const [now, proposed] = [total(({ nowMinor }) => nowMinor), total(({ proposedMinor }) => proposedMinor)];
  const spent = sum(arms.map(({ spendMinor }) => spendMinor));
  const earned = sum(arms.map(({ revenueMinor }) => revenueMinor));
  const told = arms.map((arm, index): BacktestArm => {
    const { nowMinor, proposedMinor, pBetter } = proposal.arms[index] as Unhashed['arms'][number];
    const others = spent - arm.spendMinor;
    return {
      ...arm,
      spentShare: arm.spendMinor / spent,
      proposedShare: proposedMinor / proposed,
      nowShare: nowMinor / now,
      pBetter,
      wasBetter:
        arm.spendMinor === 0 || others === 0
          ? null
          : arm.revenueMinor / arm.spendMinor > (earned - arm.revenueMinor) / others,
    };
  });
  const group = (of: (arm: BacktestArm) => boolean) => returnOf(told.filter(of));
  const [raised, cut] = [
    group((arm) => arm.proposedShare > arm.nowShare),
    group((arm) => arm.proposedShare < arm.nowShare),
  ];
  return {
    kind: 'decided',
    day,
    source,
    orders,
    arms: told,
    whole,
    movedShare: sum(told.map((arm) => Math.abs(arm.proposedShare - arm.nowShare))) / 2,
    raisedWasBetter: raised === null || cut === null ? null : raised > cut,
  };
}

function returnOf(arms: readonly BacktestArm[]): number | null {
  const spent = sum(arms.map(({ spendMinor }) => spendMinor));
  return spent > 0 ? sum(arms.map(({ revenueMinor }) => revenueMinor)) / spent : null;
}
