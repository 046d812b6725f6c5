import type { Bounds } from './project.ts';

/** An arm as the account has it now; money in minor units of the account's currency per day. */
export interface Arm {
  readonly id: string;
  readonly nowMinor: number;
  /** What it spends of that where it is clearly less (`unspent.ts`); absent where the budget is what holds it. */
  readonly spentMinor?: number | undefined;
  /** What the user will not go below or above; 0 and null where there is none. */
  readonly floorMinor: number;
  readonly ceilingMinor: number | null;
  /** Share of the order value that is left after goods and shipping, in (0, 1]. */
  readonly margin: number;
  /** First day with spend or the day it was set up, and the day of the last change to its budget. */
  readonly startedDay: number;
  readonly changedDay: number | null;
  /** The platform says that it is still learning: an edit would start that over. */
  readonly learning: boolean;
  /** Of one that is paused: what it ran at, from which it takes one step at most when it is resumed. */
  readonly ranAtMinor?: number | undefined;
  /** It does not run since that day; null while it does. */
  readonly pausedDay: number | null;
  /** Yesterday's evaluation found it a candidate for a pause; one day alone does not pause (`bandit.md` 2.7). */
  readonly pauseFlagged: boolean;
}

export interface Rules {
  /** Largest change of one step, as a share: common practice is 0.2 (`bandit.md` 2.4), not a rule of Meta's. */
  readonly stepShare: number;
  /** Days between two changes of one arm. */
  readonly spacingDays: number;
  /** A change by a smaller share of a budget is none (`least-step.ts`); every change is one when absent. */
  readonly leastStepShare?: number | undefined;
  /** Least daily budget that the platform takes for a running arm. */
  readonly platformLeastMinor: number;
  /** Money comes in multiples of this. */
  readonly quantumMinor: number;
}

export type BoundBy =
  | 'floor'
  | 'ceiling'
  | 'step down'
  | 'step up'
  | 'step gave way'
  | 'spacing'
  | 'learning'
  | 'platform least'
  | 'new arm'
  | 'not spent'
  | 'stop loss'
  | 'pause'
  | 'paused';

export interface Limit {
  readonly low: number;
  readonly high: number;
  readonly lowBy: BoundBy | null;
  readonly highBy: BoundBy | null;
  /** What the step alone allows, where it gave way. */
  readonly step?: { readonly low: number; readonly high: number } | undefined;
}

/** Why no split keeps what the user set. */
export type Infeasible = 'floors exceed the total' | 'held arms exceed the total';

/**
 * The room of each arm: the user's bounds, then the step limit around the present budget. Where the total cannot be met
 * inside the steps, the downward step gives way first, then the upward one, each only as far as it must; floors and
 * ceilings never. An arm that must not be edited now stays where it is. So does one that does not spend its budget, which
 * a raise gives nothing and a cut saves nothing; so a total below what all have now takes what is never spent first.
 */
export function limitsOf(
  arms: readonly Arm[],
  rules: Rules,
  total: number,
  nowDay: number,
): readonly Limit[] | Infeasible {
  const hard = arms.map((arm) => hardLimit(arm, rules, total));
  if (sumOf(hard, 'low') > total) return 'floors exceed the total';
  const stepped = arms.map((arm, index) => steppedLimit(arm, hard[index] as Limit, rules, nowDay));
  const least = stepped.map((limit, index) => (isHeld(limit) ? limit : (hard[index] as Limit)));
  if (sumOf(least, 'low') > total) return 'held arms exceed the total';
  const spent = giveUpUnspent(arms, stepped, hard, total, rules.quantumMinor);
  const down = giveWay(spent, hard, 'low', sumOf(spent, 'low') - total, rules.quantumMinor);
  return giveWay(down, hard, 'high', total - sumOf(down, 'high'), rules.quantumMinor);
}

/** Of budgets that are not spent, down to what they spend, as much as all have now beyond the total. */
function giveUpUnspent(
  arms: readonly Arm[],
  limits: readonly Limit[],
  hard: readonly Limit[],
  total: number,
  quantum: number,
): readonly Limit[] {
  const now = arms.reduce((sum, { nowMinor }, index) => {
    const { low, high } = hard[index] as Limit;
    return sum + Math.min(high, Math.max(low, nowMinor));
  }, 0);
  const least = limits.map((limit, index) => {
    const spent = Math.max(arms[index]?.spentMinor ?? limit.low, (hard[index] as Limit).low);
    return { ...limit, low: Math.min(limit.low, upTo(spent, quantum)) };
  });
  return giveWay(limits, least, 'low', now - total, quantum).map((limit, index) =>
    limit.low < (limits[index] as Limit).low ? { ...limit, high: limit.low } : limit,
  );
}

const sumOf = (limits: readonly Limit[], side: 'low' | 'high'): number =>
  limits.reduce((sum, limit) => sum + limit[side], 0);

/** Must not be edited now. */
const isHeld = ({ lowBy }: Limit): boolean => lowBy === 'spacing' || lowBy === 'learning';

const upTo = (value: number, quantum: number): number => Math.ceil(value / quantum) * quantum;
const downTo = (value: number, quantum: number): number => Math.floor(value / quantum) * quantum;

function hardLimit(arm: Arm, { platformLeastMinor, quantumMinor, stepShare }: Rules, total: number): Limit {
  const least = Math.max(arm.floorMinor, platformLeastMinor);
  const bound = Math.min(arm.ceilingMinor ?? total, total);
  // The step of one that is resumed gives way to nothing: the others can take what is left.
  const resumed = arm.ranAtMinor === undefined ? Number.POSITIVE_INFINITY : arm.ranAtMinor * (1 + stepShare);
  const unspent = arm.spentMinor === undefined ? Number.POSITIVE_INFINITY : arm.nowMinor;
  const low = upTo(least, quantumMinor);
  return {
    low,
    high: Math.max(low, downTo(Math.min(bound, resumed, unspent), quantumMinor)),
    lowBy: low === 0 ? null : arm.floorMinor >= platformLeastMinor ? 'floor' : 'platform least',
    highBy:
      unspent < bound
        ? 'not spent'
        : resumed < bound
          ? 'step up'
          : arm.ceilingMinor === null
            ? null
            : 'ceiling',
  };
}

function steppedLimit(arm: Arm, hard: Limit, rules: Rules, nowDay: number): Limit {
  const now = arm.nowMinor;
  const inside = now >= hard.low && now <= (arm.ceilingMinor ?? Number.POSITIVE_INFINITY);
  if (arm.learning && inside) return { low: now, high: now, lowBy: 'learning', highBy: 'learning' };
  const fresh = arm.changedDay !== null && nowDay - arm.changedDay < rules.spacingDays;
  if (fresh && inside) return { low: now, high: now, lowBy: 'spacing', highBy: 'spacing' };
  if (arm.spentMinor !== undefined)
    return { ...hard, low: hard.high, lowBy: hard.high > hard.low ? hard.highBy : hard.lowBy };
  // From nothing any step is endless: a new arm is held by its purse, a resumed one by what it ran at.
  if (now === 0) return hard;
  const low = Math.min(hard.high, upTo(now * (1 - rules.stepShare), rules.quantumMinor));
  const high = Math.max(hard.low, downTo(now * (1 + rules.stepShare), rules.quantumMinor));
  return {
    low: Math.max(hard.low, low),
    high: Math.min(hard.high, high),
    lowBy: low > hard.low ? 'step down' : hard.lowBy,
    highBy: high < hard.high ? 'step up' : hard.highBy,
  };
}

/** Moves one side of the steps towards the user's own bounds by the same share of the way for all, as far as needed. */
function giveWay(
  limits: readonly Limit[],
  hard: readonly Limit[],
  side: 'low' | 'high',
  missing: number,
  quantum: number,
): readonly Limit[] {
  if (missing <= 0) return limits;
  const room = limits.map((limit, index) =>
    isHeld(limit) ? 0 : Math.abs((hard[index] as Limit)[side] - limit[side]),
  );
  const all = room.reduce((sum, value) => sum + value, 0);
  const share = all === 0 ? 0 : Math.min(1, missing / all);
  return limits.map((limit, index) => {
    const by = Math.min(room[index] as number, upTo((room[index] as number) * share, quantum));
    const gaveWay = by > 0 && (side === 'low' ? limit.lowBy === 'step down' : limit.highBy === 'step up');
    const step = gaveWay ? { step: limit.step ?? { low: limit.low, high: limit.high } } : {};
    return { ...limit, ...step, ...(side === 'low' ? { low: limit.low - by } : { high: limit.high + by }) };
  });
}

/**
 * New arms held to a purse each; not where the others cannot take what that leaves of what they have now, which would lie
 * unspent.
 */
export function heldToPurse(
  limits: readonly Limit[],
  arms: readonly { readonly nowMinor: number; readonly isNew: boolean }[],
  purse: number,
  total: number,
  quantum: number,
): readonly Limit[] {
  const held = limits.map((limit, index): Limit => {
    if (!arms[index]?.isNew || purse >= limit.high) return limit;
    return { ...limit, high: Math.max(limit.low, purse), highBy: 'new arm' };
  });
  const asNow = held.map((limit, index) => {
    const { nowMinor = 0 } = arms[index] ?? {};
    return { ...limit, high: Math.max(limit.high, Math.min((limits[index] as Limit).high, nowMinor)) };
  });
  return giveWay(held, asNow, 'high', total - sumOf(held, 'high'), quantum);
}

export const toBounds = (id: string, weight: number, { low, high }: Limit): Bounds => ({
  id,
  weight,
  low,
  high,
});

/** What kept the amount from following its weight. */
export function boundBy({ low, high, lowBy, highBy, step }: Limit, amount: number): BoundBy | null {
  if (step && (amount < step.low || amount > step.high)) return 'step gave way';
  // Where the ceiling lies below the step down both are one amount, and it is the ceiling that leaves no room.
  const isCeiling = amount === high && highBy === 'ceiling' && lowBy === 'step down';
  if (amount === low && lowBy !== null && !isCeiling) return lowBy;
  return amount === high ? highBy : null;
}
