import type { BudgetArm, BudgetProposal } from '../../../contract/index.ts';
import { isShown } from '../../../contract/words.ts';
import { keepText, keptText } from '../../state/kept-text.ts';
import { money } from '../approve/money-text.ts';
import type { BudgetAmount } from './start-amounts.ts';

/** As a person set them. */
export interface Amounts {
  readonly budgets: readonly BudgetAmount[];
  /** Of which the engine makes the split; null where each budget was set. */
  readonly total: number | null;
}

/** Against what amounts are set: what a budget has now, and whether it stands there. */
interface Stand extends Pick<BudgetArm, 'id' | 'name' | 'now_minor'> {
  readonly shown: boolean;
}

type Of = Pick<BudgetProposal, 'account' | 'arms' | 'currency'>;

const placeOf = ({ account }: Of): string => `by-hand.${account.id}`;
const standsOf = (arms: readonly BudgetArm[]): Stand[] =>
  arms.map((arm) => ({ id: arm.id, name: arm.name, now_minor: arm.now_minor, shown: isShown(arm) }));

export const againstOf = (arms: readonly BudgetArm[]): string =>
  JSON.stringify(arms.map((arm) => [arm.id, arm.now_minor, isShown(arm)]).sort());

export const keepSet = (of: Of, set: Amounts | null): void =>
  keepText(placeOf(of), set === null ? '' : JSON.stringify({ stands: standsOf(of.arms), set }));

/** What was set before the view was left, and how the budgets are others since, a clause for each that is; null for nothing. */
export function keptSet(of: Of): { readonly set: Amounts; readonly changed: readonly string[] } | null {
  const text = keptText(placeOf(of));
  if (text === '') return null;
  const { stands, set }: { stands: readonly Stand[]; set: Amounts } = JSON.parse(text);
  return { set, changed: changesOf(stands, standsOf(of.arms), set, of.currency) };
}

function changesOf(
  before: readonly Stand[],
  now: readonly Stand[],
  set: Amounts,
  currency: string,
): string[] {
  const was = new Map(before.map((stand) => [stand.id, stand]));
  const gone = before.filter(({ id }) => !now.some((stand) => stand.id === id));
  /** No row is left for it to stand beside. */
  const yours = ({ id, shown }: Stand): string => {
    const minor = set.total === null && shown ? set.budgets.find((one) => one.id === id)?.minor : undefined;
    return minor === undefined ? '' : ` (yours was ${money(minor, currency)} a day)`;
  };
  return [
    ...now.flatMap(({ id, name, now_minor, shown }) => {
      const old = was.get(id);
      if (old === undefined) return `${name} is new`;
      if (old.shown !== shown) return `${name} is ${shown ? 'no longer paused' : `paused${yours(old)}`}`;
      if (old.now_minor === now_minor) return [];
      return `${name} has ${money(now_minor, currency)} a day, and had ${money(old.now_minor, currency)}`;
    }),
    ...gone.map((stand) => `${stand.name} is gone${yours(stand)}`),
  ];
}
