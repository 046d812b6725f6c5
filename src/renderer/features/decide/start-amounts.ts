import type { BudgetProposal, Input } from '../../../contract/index.ts';

type Arm = BudgetProposal['arms'][number];
type Budget = Input<'decide.proposeByHand'>['budgets'][number];

/** By hand nothing is paused: a budget that would be stays at what it has, until a person sets it. */
export const startAmounts = (arms: readonly Arm[], of: (arm: Arm) => number): Budget[] =>
  arms.map((arm) => ({ id: arm.id, minor: arm.pause ? arm.now_minor : of(arm) }));
