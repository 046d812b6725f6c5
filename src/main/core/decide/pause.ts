import { quantile } from '../math/quantile.ts';
import { lnGamma, lnGammaP } from '../math/special.ts';
import type { Arm } from './limits.ts';
import type { ModelSettings } from './posterior.ts';

/** What the rules for pausing look at; sums since the start, without discount. */
export interface PauseFacts {
  readonly arm: Arm;
  /** Of each draw, what is left of a unit of money at the arm's usual spend: margin * revenue / spend - 1. */
  readonly profit: Float64Array;
  /** Mean order values of the draws. */
  readonly value: Float64Array;
  readonly orders: number;
  readonly spend: number;
  /** Spend times the share of its orders that is known by now. */
  readonly knownSpend: number;
  readonly expectedOrders: number;
  readonly isNew: boolean;
}

export interface PauseVerdict {
  readonly pProfit: number;
  /** Evidence against breaking even; 20 and more would come up once in 20 arms at most, however often one looks. */
  readonly eValue: number;
  readonly flagged: boolean;
  readonly verdict: 'run' | 'pause' | 'stop loss' | 'unpause' | 'stay paused';
}

/** The expected share of wrongly paused arms among the paused ones (`bandit.md` 2.7). */
const falsePauses = 0.05;
const eNeeded = 1 / falsePauses;
/** Fewer orders expected by now say nothing about an arm. */
const ordersNeeded = 5;
const unpauseAt = 0.3;
const unpauseAfterDays = 14;

/**
 * ln of the evidence against "this arm earns its money back", which may be looked at every day (Ville's inequality): orders
 * N arrive as a Poisson process with exposure E, at rate lambda0 or more when the arm breaks even. Against it a uniform
 * mixture over r = lambda / lambda0 in (0, 1):
 *
 *   e = integral of r^N exp(x (1 - r)) dr,  x = lambda0 E    =>    ln e = x - (N + 1) ln x + lnGamma(N + 1) + ln P(N + 1, x)
 */
export function lnEvidenceBelow(orders: number, expectedAtBreakEven: number): number {
  const x = expectedAtBreakEven;
  if (x <= 0) return 0;
  return x - (orders + 1) * Math.log(x) + lnGamma(orders + 1) + lnGammaP(orders + 1, x);
}

/**
 * An arm is paused when three things hold: it lies in the longest list of least likely profits whose mean is 5 % (a
 * Bayesian false discovery rate), its e-value is 20 or more, and both were so the day before. Money with no order at all
 * stops at once when five were due at the target cost: that happens to one sound arm in 150.
 */
export function judgePauses(
  facts: readonly PauseFacts[],
  { targetCpaMinor, delayDoubted }: Pick<ModelSettings, 'targetCpaMinor' | 'delayDoubted'>,
  nowDay: number,
): PauseVerdict[] {
  const pProfit = facts.map(({ profit }) => profit.filter((value) => value > 0).length / profit.length);
  const candidates = facts
    .map((_, index) => index)
    // Orders that only come later than they used to would look like orders that never came.
    .filter((index) => !delayDoubted && isCandidate(facts[index] as PauseFacts))
    .sort((a, b) => (pProfit[a] as number) - (pProfit[b] as number));
  const unlikely = new Set<number>();
  let sum = 0;
  for (const index of candidates) {
    sum += pProfit[index] as number;
    if (sum / (unlikely.size + 1) > falsePauses) break;
    unlikely.add(index);
  }
  return facts.map((fact, index) => {
    const p = pProfit[index] as number;
    const { arm } = fact;
    // The order value is itself an estimate: the highest that the orders allow makes breaking even easiest.
    const breakEvenRate = 1 / (quantile(fact.value, 0.975) * arm.margin);
    const eValue = Math.exp(Math.min(700, lnEvidenceBelow(fact.orders, breakEvenRate * fact.knownSpend)));
    const flagged = unlikely.has(index) && eValue >= eNeeded;
    return { pProfit: p, eValue, flagged, verdict: verdictOf(fact, flagged, p, targetCpaMinor, nowDay) };
  });
}

const isCandidate = ({ arm, isNew, expectedOrders }: PauseFacts): boolean =>
  arm.pausedDay === null && arm.floorMinor === 0 && !arm.learning && !isNew && expectedOrders >= ordersNeeded;

function verdictOf(
  { arm, orders, spend, knownSpend }: PauseFacts,
  flagged: boolean,
  pProfit: number,
  targetCpaMinor: number,
  nowDay: number,
): PauseVerdict['verdict'] {
  if (arm.pausedDay !== null)
    return pProfit > unpauseAt && nowDay - arm.pausedDay >= unpauseAfterDays ? 'unpause' : 'stay paused';
  const due = knownSpend / targetCpaMinor;
  if (orders === 0 && due >= ordersNeeded && spend > ordersNeeded * targetCpaMinor) return 'stop loss';
  return flagged && arm.pauseFlagged ? 'pause' : 'run';
}
