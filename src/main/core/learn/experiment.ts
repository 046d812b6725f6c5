import { normalCdf, normalQuantile } from '../math/special.ts';
import type { Metric } from './hypotheses.ts';

/** What one arm of an A/B test has got so far. */
export interface Arm {
  readonly hits: number;
  readonly trials: number;
}

export type Verdict = 'running' | 'shown' | 'not shown' | 'opposite';

export interface Reading {
  readonly with: Arm;
  readonly without: Arm;
  /** `running` until both arms have what was planned: looking earlier would find what chance offers. */
  readonly verdict: Verdict;
  /** Rate with over rate without, less 1; null while it runs. */
  readonly effect: number | null;
  readonly interval95: readonly [number, number] | null;
  readonly p: number | null;
}

/**
 * An A/B test read once, at the size that was planned (`scoring.md` 7.1, trap 9):
 *
 *   y = ln(rate with / rate without),  var y = scatter ((1 - p_a) / hits_a + (1 - p_b) / hits_b)
 *
 * two-sided at 5 %. It shows what was expected only where it points the same way.
 */
export function readExperiment(
  { observations, scatter }: Pick<Metric, 'observations' | 'scatter'>,
  isWith: (ad: string) => boolean,
  perArm: number,
  expected: number,
): Reading {
  const arms = [true, false].map((side) =>
    observations
      .filter(({ ad }) => isWith(ad) === side)
      .reduce((sum, { hits, trials }) => ({ hits: sum.hits + hits, trials: sum.trials + trials }), {
        hits: 0,
        trials: 0,
      }),
  ) as [Arm, Arm];
  const [a, b] = arms;
  const open = { with: a, without: b, verdict: 'running', effect: null, interval95: null, p: null } as const;
  if (arms.some(({ trials }) => trials < perArm)) return open;
  if (a.hits <= 0 || b.hits <= 0) return { ...open, verdict: 'not shown' };
  const y = Math.log((a.hits / a.trials) * (b.trials / b.hits));
  const variance = arms.reduce(
    (sum, { hits, trials }) => sum + (scatter * Math.max(0, 1 - hits / trials)) / hits,
    0,
  );
  const sd = Math.sqrt(variance);
  const p = 2 * (1 - normalCdf(Math.abs(y) / sd));
  const reach = normalQuantile(0.975) * sd;
  return {
    ...open,
    verdict: p >= 0.05 ? 'not shown' : y > 0 === expected > 0 ? 'shown' : 'opposite',
    effect: Math.expm1(y),
    interval95: [Math.expm1(y - reach), Math.expm1(y + reach)],
    p,
  };
}
