import { quantile } from '../math/quantile.ts';
import type { ArmLedger } from './ledger.ts';
import { worth } from './response.ts';
import type { Rows } from './weights.ts';

/** The split that the user ran before, per day and arm, and since when we answer for the difference. */
export interface Baseline {
  readonly sinceDay: number;
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
 * The past is valued by the same draws, complete in delay: what the baseline would have earned was never observed.
 */
export function safestShare(
  rows: Rows,
  arms: readonly ArmLedger[],
  baseline: Baseline,
  nowDay: number,
  splitAt: (rho: number) => readonly number[],
): number {
  const amounts = arms.map(({ id }) => baseline.amounts[id] ?? 0);
  const days = pastDays(arms, nowDay - baseline.sinceDay);
  const slack = rows.map((row) => {
    const value = (spends: readonly number[]) =>
      row.reduce((sum, curve, index) => sum + worth(curve, spends[index] as number), 0);
    const asked = (1 - baseline.alpha) * value(amounts);
    const past = days.reduce((sum, spends) => sum + value(spends) - asked, 0);
    return { value, past: past - asked };
  });
  for (let step = steps; step > 0; step -= 1) {
    const spends = splitAt(step / steps);
    if (
      quantile(
        slack.map(({ value, past }) => past + value(spends)),
        level,
      ) >= 0
    )
      return step / steps;
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
