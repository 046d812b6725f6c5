import { type Ledger, ledgerAt } from './ledger.ts';
import type { Arm } from './limits.ts';
import { judgePauses, type PauseFacts, type PauseVerdict } from './pause.ts';
import { type ArmDraws, fitModel, knownSpend, type Model, sampleArms } from './posterior.ts';
import { heardDayOf, type Inputs } from './proposal.ts';
import { type Curve, worth } from './response.ts';
import { takenOf } from './unspent.ts';
import type { Rows } from './weights.ts';

/** What the ledger lets us believe on a day, about the arms in the order of their ids. */
export interface Belief {
  readonly arms: readonly Arm[];
  readonly ledger: Ledger;
  readonly model: Model;
  readonly draws: readonly ArmDraws[];
  /** Curves after margin: what is left of the order values. */
  readonly rows: Rows;
  /** Of each arm and draw: what comes back per unit of money at its usual spend, after margin. */
  readonly returns: readonly Float64Array[];
  readonly isNew: readonly boolean[];
  readonly pauses: readonly PauseVerdict[];
}

/** An arm is new until this many orders were due at the campaign's rate, or for a week (`bandit.md` 2.5). */
const newUntilOrders = 3;
const newUntilDays = 7;
/** Days whose mean is the usual spend of an arm that has no budget now. */
const usualDays = 7;

/** Undefined while no order is known. */
export function believe(inputs: Inputs, seed: number): Belief | undefined {
  const { nowDay } = inputs;
  const arms = [...inputs.arms].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = arms.map(({ id }) => id);
  const { spend, orders, changes, model: settings, knownDay } = inputs;
  const ledger = ledgerAt(ids, spend, orders, changes, nowDay, settings.windowDays, knownDay);
  const model = fitModel(ledger, inputs.model);
  if (!model) return undefined;
  const draws = sampleArms(ledger, model, inputs.model, seed, inputs.draws);
  const rows = curves(arms, draws);
  const returns = arms.map((arm, index) => returnsAt(rows, index, usualSpend(arm, ledger, index)));
  const isNew = arms.map(
    ({ startedDay, spentMinor }, index) =>
      spentMinor === undefined &&
      nowDay - startedDay < newUntilDays &&
      (draws[index] as ArmDraws).expectedOrders < newUntilOrders,
  );
  const facts = arms.map((arm, index): PauseFacts => {
    const { days } = ledger.arms[index] as Ledger['arms'][number];
    const { value, expectedOrders } = draws[index] as ArmDraws;
    return {
      arm,
      profit: (returns[index] as Float64Array).map((each) => each - 1),
      value,
      orders: days.reduce((sum, day) => sum + day.orders, 0),
      spend: days.reduce((sum, day) => sum + day.spend, 0),
      knownSpend: knownSpend(days, model),
      expectedOrders,
      isNew: isNew[index] as boolean,
    };
  });
  const pauses = judgePauses(facts, inputs.model, nowDay);
  return { arms, ledger, model, draws, rows, returns, isNew, pauses };
}

/**
 * Whom the evaluation of the day before would have paused (`bandit.md` 2.7: one day alone does not): made again from what
 * was known then, so that it does not matter whether anybody looked. A day on which nothing was heard is no second one.
 */
export const flaggedBefore = (inputs: Inputs, seed: number): ReadonlySet<string> => {
  const { changes, changesBefore = changes } = inputs;
  const before = believe({ ...inputs, nowDay: heardDayOf(inputs) - 1, changes: changesBefore }, seed);
  return new Set(before?.arms.flatMap(({ id }, index) => (before.pauses[index]?.flagged ? id : [])));
};

function curves(arms: readonly Arm[], draws: readonly ArmDraws[]): Curve[][] {
  const count = draws[0]?.lambda.length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    arms.map(({ margin }, index) => {
      const { lambda, value, cap } = draws[index] as ArmDraws;
      return {
        rate: (lambda[row] as number) * (value[row] as number) * margin,
        cap: cap[row] as number,
      };
    }),
  );
}

const returnsAt = (rows: Rows, arm: number, spend: number): Float64Array =>
  Float64Array.from(rows, (row) => {
    const curve = row[arm] as Curve;
    return spend > 0 ? worth(curve, spend) / spend : curve.rate;
  });

/** What it spends of its budget, or what it last spent on average. */
function usualSpend(arm: Arm, ledger: Ledger, index: number): number {
  const now = takenOf(arm, arm.nowMinor);
  if (now > 0) return now;
  const last = (ledger.arms[index]?.days ?? []).filter(({ spend }) => spend > 0).slice(-usualDays);
  return last.length === 0 ? 0 : last.reduce((sum, { spend }) => sum + spend, 0) / last.length;
}
