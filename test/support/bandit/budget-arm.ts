import type { BudgetArm } from '../../../src/main/core/decide/budget-account.ts';

/** An ad set that runs as it did before, with nothing to be said of it but what is given here. */
export const aBudgetArm = (own: Partial<BudgetArm> & Pick<BudgetArm, 'id'>): BudgetArm => ({
  name: own.id,
  level: 'ad_set',
  budgetMinor: 1000,
  learning: false,
  editedAt: null,
  significantAt: null,
  paused: null,
  ...own,
});
