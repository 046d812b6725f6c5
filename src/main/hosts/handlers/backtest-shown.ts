import type { Output } from '../../../contract/index.ts';
import type { PastAccount } from '../../core/decide/as-of.ts';
import {
  type Backtest,
  type BacktestDay,
  backtestRule,
  budgetWeeksNeeded,
  settledNeeded,
} from '../../core/decide/backtest.ts';
import type { Share } from '../../core/decide/backtest-sums.ts';
import { dayText } from '../../core/learn/ledger/days.ts';
import { cameOf } from './decide-shown.ts';

/** A backtest in the words of the contract. */
export function backtestShown({
  account,
  found: { days, settledDays, budgetWeeks, sums },
}: {
  readonly account: PastAccount;
  readonly found: Backtest;
}): Output<'decide.backtest'> {
  const names = new Map(account.arms.map(({ id, name }) => [id, name]));
  return {
    account: { id: account.id, name: account.name },
    currency: account.currency,
    rule: backtestRule,
    days: days.map((day) => dayShown(day, names)),
    settled_days: settledDays,
    budget_weeks: budgetWeeks,
    needed: { settled_days: settledNeeded, budget_weeks: budgetWeeksNeeded },
    sums: sums && {
      inside: sums.inside.map(({ expected, seen }) => ({ expected, seen: hitsOf(seen) })),
      scatter: sums.scatter,
      better: { ...hitsOf(sums.better), expected: sums.better.expected },
      sure: { ...hitsOf(sums.sure), expected: sums.sure.expected },
      raised: hitsOf(sums.raised),
      moved_share: sums.movedShare,
    },
  };
}

const hitsOf = ({ hits, of, interval90 }: Share) => ({
  hits,
  of,
  interval90: interval90 && ([...interval90] as [number, number]),
});

function dayShown(
  day: BacktestDay,
  names: ReadonlyMap<string, string>,
): Output<'decide.backtest'>['days'][number] {
  const at = dayText(day.day);
  if (day.kind === 'refused')
    return {
      day: at,
      refused: day.reason,
      source: null,
      orders: null,
      moved_share: null,
      raised_was_better: null,
      whole: null,
      arms: [],
    };
  return {
    day: at,
    refused: null,
    source: day.source,
    orders: day.orders,
    moved_share: day.movedShare,
    raised_was_better: day.raisedWasBetter,
    whole: cameOf(day.whole),
    arms: day.arms.map((arm) => ({
      ...cameOf(arm),
      id: arm.id,
      name: names.get(arm.id) ?? arm.id,
      now_share: arm.nowShare,
      proposed_share: arm.proposedShare,
      spent_share: arm.spentShare,
      p_better: arm.pBetter,
      was_better: arm.wasBetter,
    })),
  };
}
