import { useState } from 'react';
import type { BudgetArm, BudgetProposal, Failure, Input, WhatIf } from '../../../contract/index.ts';
import { useKeptQuery } from '../../api/api.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { type Amounts, keepSet, keptSet } from './kept-amounts.ts';
import { type BudgetAmount, startAmounts } from './start-amounts.ts';

/** Short enough to follow a hand, long enough that a drag is not asked about at each of its pixels. */
const restMs = 80;

export interface ByHandAmounts {
  /** In the order of the proposal. */
  readonly budgets: readonly BudgetAmount[];
  /** What they would bring; of the amounts before them while that is asked. */
  readonly found: WhatIf | undefined;
  /** It speaks of exactly these amounts. */
  readonly settled: boolean;
  /** Every field shows an amount that is meant: else another would be sent than the one that stands there. */
  readonly readable: boolean;
  readonly error: Failure | undefined;
  setOne(id: string, minor: number): void;
  /** Splits a total in the shares of what is set now, inside the limits of each. */
  setTotal(minor: number): void;
  setAll(of: (arm: BudgetArm) => number): void;
  /** As the engine proposes; what was set is kept no longer, as when it was sent. */
  reset(): void;
  /** It began from what was set here before. */
  readonly isKept: boolean;
  /** What was set here before against other budgets, and how those changed: it would be sent as if it were meant. */
  readonly dropped: ReturnType<typeof keptSet>;
  /** Of the field of a budget; of that of all budgets without an id. */
  setReadable(id: string | null, readable: boolean): void;
}

/** Amounts that a person sets, and what the engine says of them by the draws of the proposal. */
export function useByHand(proposal: BudgetProposal): ByHandAmounts {
  const { arms, inputs_hash } = proposal;
  const all = (of: (arm: BudgetArm) => number): Amounts => ({ budgets: startAmounts(arms, of), total: null });
  const proposed = () => all(({ proposed_minor }) => proposed_minor);
  const [kept, setKept] = useState(() => keptSet(proposal));
  const begun = kept?.changed.length === 0 ? kept.set : null;
  const [set, change] = useState(() => begun ?? proposed());
  const setSet = (next: Amounts): void => {
    change(next);
    keepSet(proposal, next);
  };
  const [unread, setUnread] = useState<ReadonlySet<string | null>>(new Set());
  const wanted: Input<'decide.whatIf'> = {
    inputs_hash,
    budgets: [...set.budgets],
    ...(set.total !== null && { total_minor: set.total }),
  };
  const text = JSON.stringify(wanted);
  const rested = useSettled(text, restMs);
  const { data: found, error, loading } = useKeptQuery('decide.whatIf', JSON.parse(rested));
  const settled = rested === text && !loading && error === undefined && found !== undefined;
  const split = set.total !== null && found !== undefined;
  const budgets = split ? found.arms.map(({ id, minor }) => ({ id, minor })) : set.budgets;
  return {
    budgets,
    found,
    settled,
    readable: ![null, ...arms.map(({ id }) => id)].some((id) => unread.has(id)),
    error,
    setOne: (id, minor) =>
      setSet({
        budgets: [...budgets.filter((one) => one.id !== id), { id, minor }].sort((a, b) =>
          a.id < b.id ? -1 : 1,
        ),
        total: null,
      }),
    setTotal: (minor) => setSet({ budgets: [...budgets], total: minor }),
    setAll: (of) => setSet(all(of)),
    reset: () => {
      change(proposed());
      setKept(null);
      keepSet(proposal, null);
    },
    isKept: begun === set,
    dropped: begun === null ? kept : null,
    setReadable: (id, readable) =>
      setUnread((old) => {
        if (old.has(id) !== readable) return old;
        const others = [...old].filter((one) => one !== id);
        return new Set(readable ? others : [...others, id]);
      }),
  };
}
