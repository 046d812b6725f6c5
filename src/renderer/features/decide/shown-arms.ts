import type { BudgetArm } from '../../../contract/index.ts';

/** Paused budgets are shown where they would run again; the others are counted. */
export const isShown = ({ paused, resume }: Pick<BudgetArm, 'paused' | 'resume'>): boolean =>
  !paused || resume;
