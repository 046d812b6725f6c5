import type { BudgetArm, Input } from '../../../contract/index.ts';

export type BudgetAmount = Input<'decide.proposeByHand'>['budgets'][number];

/** By hand nothing is paused: a budget that would be stays at what it has, until a person sets it. */
export const startAmounts = (arms: readonly BudgetArm[], of: (arm: BudgetArm) => number): BudgetAmount[] =>
  arms.map((arm) => ({ id: arm.id, minor: arm.pause ? arm.now_minor : of(arm) }));
