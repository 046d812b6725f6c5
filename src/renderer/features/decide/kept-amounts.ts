import type { BudgetArm } from '../../../contract/index.ts';
import { isShown } from '../../../contract/words.ts';
import { keepText, keptText } from '../../state/kept-text.ts';
import type { BudgetAmount } from './start-amounts.ts';

/** As a person set them. */
export interface Amounts {
  readonly budgets: readonly BudgetAmount[];
  /** Of which the engine makes the split; null where each budget was set. */
  readonly total: number | null;
}

const placeOf = (account: string): string => `budget.${account}`;

/** Against what amounts are set: what each budget has now, and which of them stand there. */
export const againstOf = (arms: readonly BudgetArm[]): string =>
  JSON.stringify(arms.map((arm) => [arm.id, arm.now_minor, isShown(arm)]).sort());

export const keepSet = (account: string, arms: readonly BudgetArm[], set: Amounts | null): void =>
  keepText(placeOf(account), set === null ? '' : JSON.stringify({ against: againstOf(arms), set }));

/** What was set before the view was left; null where it was set against other budgets. */
export function keptSet(account: string, arms: readonly BudgetArm[]): Amounts | null {
  const text = keptText(placeOf(account));
  if (text === '') return null;
  const kept: { against: string; set: Amounts } = JSON.parse(text);
  return kept.against === againstOf(arms) ? kept.set : null;
}
