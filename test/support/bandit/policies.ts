import type { Arm } from '../../../src/main/core/decide/limits.ts';
import type { Inputs, Proposal } from '../../../src/main/core/decide/proposal.ts';
import { allocate } from '../../../src/main/core/decide/propose.ts';
import { rateChanges } from '../../../src/main/core/decide/rate-alarm.ts';
import { stream } from '../../../src/main/core/math/rng.ts';
import { evenly, type Morning, type Policy } from './run.ts';

/** A free hand: no steps, no spacing, whole cents. */
export const freeRules: Inputs['rules'] = {
  stepShare: 1e6,
  spacingDays: 0,
  platformLeastMinor: 0,
  quantumMinor: 1,
};

export const plainInputs = (morning: Morning, arms: readonly Arm[]): Inputs => ({
  currency: 'EUR',
  nowDay: morning.day,
  totalMinor: morning.world.totalMinor,
  arms,
  spend: morning.spend,
  orders: morning.orders,
  changes: [],
  rules: freeRules,
  model: {
    targetCpaMinor: 4000,
    windowDays: morning.world.windowDays,
    discount: 1,
    saturation: false,
    pastScatter: 1,
  },
  aim: 'earn',
  exploreShare: 0.05,
  newArmShare: 0.1,
  baseline: null,
  draws: 300,
});

export const plainArms = (morning: Morning): Arm[] =>
  morning.arms.map(({ id, startDay }) => ({
    id,
    nowMinor: Math.round(morning.now.get(id) ?? 0),
    floorMinor: 0,
    ceilingMinor: null,
    margin: 1,
    startedDay: startDay,
    changedDay: null,
    learning: false,
    pausedDay: null,
    pauseFlagged: false,
  }));

export interface Options {
  readonly saturation: boolean;
  readonly discount?: number;
  /** Takes every order for known at once and files it under the day on which it was seen. */
  readonly naive?: boolean;
  /** Forgets most of what came before a change of rate, as the product does. */
  readonly alarmed?: boolean;
  readonly seen?: (proposal: Omit<Proposal, 'inputsHash'>) => void;
}

/** The product's own proposals, carried out every morning; without one, evenly. */
export const titan =
  ({ saturation, discount = 1, naive = false, alarmed = false, seen }: Options): Policy =>
  (morning) => {
    const inputs = plainInputs(morning, plainArms(morning));
    const orders = naive
      ? inputs.orders
          .filter(({ observedDay }) => observedDay < morning.day)
          .map((order) => ({ ...order, clickedDay: Math.min(order.observedDay, morning.day - 0.5) }))
      : inputs.orders;
    const answer = allocate(
      {
        ...inputs,
        orders,
        changes: alarmed
          ? rateChanges(
              inputs.arms.map(({ id }) => id),
              inputs,
              inputs.model.windowDays,
            )
          : [],
        model: {
          ...inputs.model,
          saturation,
          discount,
          windowDays: naive ? 0 : inputs.model.windowDays,
        },
      },
      morning.world.seed * 1000 + morning.day,
    );
    if (answer.kind === 'refused') return evenly(morning.arms, morning.world.totalMinor);
    seen?.(answer);
    return new Map(answer.arms.map(({ id, proposedMinor }) => [id, proposedMinor]));
  };

/** Most of the money on the best return seen so far, 5 % spread evenly. */
export const greedy: Policy = ({ world, day, arms, spend, orders }) => {
  const even = evenly(arms, world.totalMinor);
  const seen = new Map(arms.map(({ id }) => [id, { spend: 0, revenue: 0 }]));
  for (const row of spend) {
    const arm = seen.get(row.arm);
    if (arm) arm.spend += row.spendMinor;
  }
  for (const row of orders) {
    const arm = seen.get(row.arm);
    if (arm && row.observedDay <= day) arm.revenue += row.valueMinor;
  }
  // An arm that was never tried comes first.
  const roas = arms.map(({ id }) => {
    const arm = seen.get(id);
    return arm && arm.spend > 0 ? arm.revenue / arm.spend : Number.POSITIVE_INFINITY;
  });
  const most = Math.max(...roas);
  const best = arms.filter((_, index) => roas[index] === most);
  const pick = best[Math.floor(stream(world.seed, 'greedy', String(day)).uniform() * best.length)]
    ?.id as string;
  return new Map(
    [...even].map(([id, amount]) => [id, 0.05 * amount + (id === pick ? 0.95 * world.totalMinor : 0)]),
  );
};
