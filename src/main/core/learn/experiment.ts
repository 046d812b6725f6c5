import { normalQuantile, studentTails } from '../math/special.ts';
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

/** Different ads on each side, below which a test tells these ads apart and not what they have in common. */
export const leastConcepts = 4;

/** Two-sided level of the first test of a pattern; each later one has half of the one before, so that goes do not add up. */
export const levelOf = (earlierTests: number): number => 0.05 / 2 ** earlierTests;

/** One concept's share of an arm. */
interface Unit {
  readonly hits: number;
  readonly trials: number;
}

/**
 * An A/B test read once, at the size that was planned (`scoring.md` 7.1, traps 8 and 9). Meta splits people at random, but
 * ads differ whatever they have in common, so the concept is the unit and not the impression:
 *
 *   y = ln(rate with / rate without),  var y = sum over the arms of the larger of
 *       scatter (1 - p) / hits                                    chance in the clicks
 *       k / (k - 1)  sum over concepts (hits_i - p trials_i)^2 / hits^2    how ads differ
 *
 * against Student's t with the degrees of freedom of Welch and Satterthwaite, two-sided. It shows what was expected only
 * where it points the same way.
 */
export function readExperiment(
  { observations, scatter }: Pick<Metric, 'observations' | 'scatter'>,
  isWith: (ad: string) => boolean,
  perArm: number,
  expected: number,
  level: number,
): Reading {
  const [a, b] = [true, false].map((side) => {
    const units = new Map<string, Unit>();
    for (const { ad, concept, hits, trials } of observations) {
      if (isWith(ad) !== side || trials <= 0) continue;
      const known = units.get(concept) ?? { hits: 0, trials: 0 };
      units.set(concept, { hits: known.hits + hits, trials: known.trials + trials });
    }
    return armOf([...units.values()], scatter);
  }) as [ArmRead, ArmRead];
  const told = ({ hits, trials }: ArmRead): Arm => ({ hits, trials });
  const open = { with: told(a), without: told(b), effect: null, interval95: null, p: null } as const;
  if (Math.min(a.trials, b.trials) < perArm) return { ...open, verdict: 'running' };
  if (Math.min(a.hits, b.hits) <= 0 || Math.min(a.concepts, b.concepts) < leastConcepts)
    return { ...open, verdict: 'not shown' };
  const y = Math.log((a.hits / a.trials) * (b.trials / b.hits));
  const variance = a.variance + b.variance;
  const degrees = variance ** 2 / (a.variance ** 2 / (a.concepts - 1) + b.variance ** 2 / (b.concepts - 1));
  const sd = Math.sqrt(variance);
  const p = studentTails(y / sd, degrees);
  const reach = studentReach(0.05, degrees) * sd;
  return {
    ...open,
    verdict: p >= level ? 'not shown' : y > 0 === expected > 0 ? 'shown' : 'opposite',
    effect: Math.expm1(y),
    interval95: [Math.expm1(y - reach), Math.expm1(y + reach)],
    p,
  };
}

interface ArmRead extends Arm {
  readonly concepts: number;
  /** Of the logarithm of its rate. */
  readonly variance: number;
}

function armOf(units: readonly Unit[], scatter: number): ArmRead {
  const hits = units.reduce((sum, unit) => sum + unit.hits, 0);
  const trials = units.reduce((sum, unit) => sum + unit.trials, 0);
  const rate = hits / trials;
  const concepts = units.length;
  const between =
    (concepts / (concepts - 1)) *
    units.reduce((sum, unit) => sum + ((unit.hits - rate * unit.trials) / hits) ** 2, 0);
  return { hits, trials, concepts, variance: Math.max((scatter * Math.max(0, 1 - rate)) / hits, between) };
}

/** What |t| exceeds with this chance, by bisection from what a normal law says. */
function studentReach(tails: number, degrees: number): number {
  let low = normalQuantile(1 - tails / 2);
  let high = 100 * low;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (studentTails(middle, degrees) > tails) low = middle;
    else high = middle;
  }
  return high;
}
