import { quantile } from '../math/quantile.ts';
import { sum } from '../math/sum.ts';
import type { Belief } from './belief.ts';
import type { ArmLedger } from './ledger.ts';
import { worth } from './response.ts';
import { takenOf } from './unspent.ts';

/** The split that the user ran before, and since when we answer for the difference. */
export interface Baseline {
  readonly sinceDay: number;
  /** Of one day and arm; of another day's money each gets the same share. */
  readonly amounts: Readonly<Record<string, number>>;
  /** Revenue may fall below this one's by this share at most. */
  readonly alpha: number;
}

const level = 0.05;
const steps = 20;

/**
 * How far to follow the model against the user's own split (`bandit.md` 3.4; Wu et al. 2016): the largest share rho for
 * which, in 95 % of the posterior, revenue since the start and today stays above (1 - alpha) of the baseline's:
 *
 *   sum over past days of (R(x_d) - (1 - alpha) R(x0)) + R(x_rho) - (1 - alpha) R(x0) >= 0
 *
 * R is revenue before margins: that is what was promised. Of today's split an arm earns with what it will spend of it.
 *
 * The past is valued by the same draws, complete in delay: what the baseline would have earned was never observed. It is
 * given the money of each day: how much is spent is the user's own to change, and no loss of the split.
 */
export function safestShare(
  { rows, arms, ledger }: Pick<Belief, 'rows' | 'arms' | 'ledger'>,
  baseline: Baseline,
  nowDay: number,
  splitAt: (rho: number) => readonly number[],
): number {
  const own = arms.map(({ id }) => baseline.amounts[id] ?? 0);
  const ofOwn = sum(own);
  const days = pastDays(ledger.arms, nowDay - baseline.sinceDay).map((spends) => ({
    spends,
    money: sum(spends),
  }));
  const slack = rows.map((row) => {
    const value = (spends: readonly number[]) =>
      row.reduce(
        (all, curve, index) => all + worth(curve, spends[index] as number) / (arms[index]?.margin ?? 1),
        0,
      );
    const known = new Map<number, number>();
    const asked = (money: number): number => {
      const before = known.get(money);
      if (before !== undefined) return before;
      const now = (1 - baseline.alpha) * value(own.map((amount) => amount * (money / ofOwn)));
      known.set(money, now);
      return now;
    };
    const past = days.reduce((all, { spends, money }) => all + value(spends) - asked(money), 0);
    const today = (amounts: readonly number[]) =>
      value(arms.map((arm, index) => takenOf(arm, amounts[index] as number)));
    return { today, past };
  });
  for (let step = steps; step > 0; step -= 1) {
    const spends = splitAt(step / steps);
    const money = sum(spends);
    const before = own.map((amount) => amount * (money / ofOwn));
    const left = slack.map(({ today, past }) => past - (1 - baseline.alpha) * today(before) + today(spends));
    if (quantile(left, level) >= 0) return step / steps;
  }
  return 0;
}

/** Every arm's spend on each past day that is answered for. */
function pastDays(arms: readonly ArmLedger[], sinceAge: number): number[][] {
  const days = new Map<number, number[]>();
  arms.forEach((arm, index) => {
    for (const { age, spend } of arm.days) {
      if (age > sinceAge) continue;
      const spends = days.get(age) ?? arms.map(() => 0);
      spends[index] = spend;
      days.set(age, spends);
    }
  });
  return [...days.values()];
}
