import { logNormalDraw, poissonDraw } from '../math/draws.ts';
import { quantile } from '../math/quantile.ts';
import { stream } from '../math/rng.ts';
import { normalQuantile } from '../math/special.ts';
import { ledgerAt, type OrderRow, type SpendRow } from './ledger.ts';
import type { Proposal, Spread } from './proposal.ts';

/** In minor units. */
export interface Came {
  readonly spendMinor: number;
  readonly revenueMinor: number;
  readonly orders: number;
}

/** What came of an arm after a decision was carried out, beside what was foretold. */
export interface ArmOutcome extends Came {
  readonly id: string;
  /** Null where the decision gave it nothing and it ran on: for that money nothing was foretold. */
  readonly foretold: Spread | null;
  readonly asForetold: boolean | null;
  /**
   * How far off it was, squared, in standard deviations of a normal law: 1 on average where the model is right. Null where
   * nothing was foretold.
   */
  readonly surprise: number | null;
}

/** All arms for which something was foretold; their draws are added, so that the interval is that of the sum. */
export interface WholeOutcome extends Came {
  /** Where nine in ten such outcomes should lie, for the money that was truly spent. */
  readonly foretold: Spread;
  readonly asForetold: boolean;
}

export type Outcome =
  | { readonly kind: 'open'; readonly settledOnDay: number }
  | { readonly kind: 'settled'; readonly arms: readonly ArmOutcome[]; readonly whole: WholeOutcome };

/**
 * Follows a decision up once its window has settled: when every order of its days must be known. What was foretold is a
 * mean; what comes is a handful of single orders, often none. So outcomes are drawn from the proposal as it was stored:
 *
 *   mean ~ log-normal with the quantiles of the foretold revenue, for the money that was truly spent
 *   orders ~ Poisson(mean / V)     value of each ~ log-normal with mean V and the campaign's s^2
 *
 * Beyond a hundred orders their sum is drawn at once, from the log-normal law with its mean and variance (Fenton 1960).
 *
 * Days from the first to the last, both included.
 */
export function outcomeOf(
  proposal: Pick<Proposal, 'arms' | 'seed' | 'model'>,
  spend: readonly SpendRow[],
  orders: readonly OrderRow[],
  days: { readonly first: number; readonly last: number },
  nowDay: number,
  windowDays: number,
): Outcome {
  const settledOnDay = days.last + 1 + windowDays;
  if (nowDay < settledOnDay) return { kind: 'open', settledOnDay };
  const inside = (epochDay: number) => epochDay >= days.first && epochDay < days.last + 1;
  const ids = proposal.arms.map(({ id }) => id);
  const spent = spend.filter(({ epochDay }) => inside(epochDay));
  const earned = orders.filter(({ clickedDay }) => inside(clickedDay));
  const ledger = ledgerAt(ids, spent, earned, [], nowDay, windowDays);
  const length = days.last + 1 - days.first;
  const found = ledger.arms.map((arm, index) => {
    const told = proposal.arms[index] as Proposal['arms'][number];
    const spendMinor = arm.days.reduce((sum, day) => sum + day.spend, 0);
    const revenueMinor = revenueOf(earned, arm.id, nowDay, windowDays);
    const came = { id: arm.id, spendMinor, revenueMinor, orders: arm.lnValues.length };
    const taken = told.takenMinor ?? told.proposedMinor;
    if (taken === 0 && spendMinor > 0)
      return { draws: null, arm: { ...came, foretold: null, asForetold: null, surprise: null } };
    const share = taken === 0 ? 0 : spendMinor / (taken * length);
    const draws = predictive(told, share * length, proposal);
    return { draws, arm: { ...held(came, draws), surprise: surpriseOf(revenueMinor, draws) } };
  });
  const judged = found.flatMap(({ draws, arm }) => (draws ? [{ draws, arm }] : []));
  const sum = (of: (arm: Came) => number) => judged.reduce((total, { arm }) => total + of(arm), 0);
  const came = {
    spendMinor: sum(({ spendMinor }) => spendMinor),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    orders: sum(({ orders }) => orders),
  };
  const added = Array.from({ length: outcomesDrawn }, (_, row) =>
    judged.reduce((total, { draws }) => total + (draws[row] ?? 0), 0),
  );
  return { kind: 'settled', arms: found.map(({ arm }) => arm), whole: held(came, added) };
}

function held<C extends Came>(came: C, draws: readonly number[]): C & WholeOutcome {
  const foretold = {
    p5: quantile(draws, 0.05),
    p50: quantile(draws, 0.5),
    p95: quantile(draws, 0.95),
  };
  const asForetold = foretold.p5 <= came.revenueMinor && came.revenueMinor <= foretold.p95;
  return { ...came, foretold, asForetold };
}

/** By rank, so that one very large order counts as no more than rare. */
function surpriseOf(revenueMinor: number, draws: readonly number[]): number | null {
  if (draws.every((value) => value === 0)) return null;
  const below = draws.filter((value) => value < revenueMinor).length;
  const equal = draws.filter((value) => value === revenueMinor).length;
  return normalQuantile((below + equal / 2 + 0.5) / (draws.length + 1)) ** 2;
}

/** Without the limit on single large orders that the fit needs: this is money that came in. */
function revenueOf(orders: readonly OrderRow[], arm: string, nowDay: number, windowDays: number): number {
  return orders
    .filter(
      (row) => row.arm === arm && row.observedDay <= nowDay && row.observedDay - row.clickedDay <= windowDays,
    )
    .reduce((sum, { valueMinor }) => sum + valueMinor, 0);
}

const outcomesDrawn = 1000;
const drawnSingly = 100;
/** Between the 5 % and the 95 % quantile of a normal law. */
const ninetyInSds = 3.29;

function predictive(
  { id, revenueMinor, orderValueMinor }: Proposal['arms'][number],
  days: number,
  { seed, model }: Pick<Proposal, 'seed' | 'model'>,
): readonly number[] {
  const { p5, p50, p95 } = revenueMinor;
  if (days === 0 || p50 === 0) return new Array<number>(outcomesDrawn).fill(0);
  const rng = stream(seed, 'outcome', id);
  const sd = Math.sqrt(model.values.scale);
  const meanLnValue = Math.log(orderValueMinor) - model.values.scale / 2;
  return Array.from({ length: outcomesDrawn }, () => {
    const mean = days * logNormalDraw(rng, Math.log(p50), Math.log(p95 / p5) / ninetyInSds);
    const count = poissonDraw(rng, mean / orderValueMinor);
    if (count > drawnSingly) {
      const variance = Math.log1p(Math.expm1(sd * sd) / count);
      return logNormalDraw(rng, Math.log(count * orderValueMinor) - variance / 2, Math.sqrt(variance));
    }
    let revenue = 0;
    for (let left = count; left > 0; left -= 1) revenue += logNormalDraw(rng, meanLnValue, sd);
    return revenue;
  });
}
