import { leastConcepts } from '../../../contract/test-arms.ts';
import { studentQuantile, studentTails } from '../math/special.ts';
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
  /** `running` until both arms have what was planned or it is over: looking earlier would find what chance offers. */
  readonly verdict: Verdict;
  /** Rate with over rate without, less 1; null while it runs. */
  readonly effect: number | null;
  readonly interval95: readonly [number, number] | null;
  readonly p: number | null;
  /** Different ads in the smaller arm; absent where an earlier release read it by impressions. */
  readonly concepts?: number;
}

/** Two-sided level of the first test of a pattern; each later one has half of the one before, so that goes do not add up. */
export const levelOf = (earlierTests: number): number => 0.05 / 2 ** earlierTests;

type Observations = Metric['observations'];

const nothing: Arm = { hits: 0, trials: 0 };
const plus = (a: Arm, b: Arm): Arm => ({ hits: a.hits + b.hits, trials: a.trials + b.trials });
const ofSide = (all: Observations, isWith: (ad: string) => boolean, side: boolean): Observations =>
  all.filter(({ ad, trials }) => isWith(ad) === side && trials > 0);

/** What each arm has got so far. */
export const armsSoFar = (
  observations: Observations,
  isWith: (ad: string) => boolean,
): Pick<Reading, 'with' | 'without'> => ({
  with: ofSide(observations, isWith, true).reduce(plus, nothing),
  without: ofSide(observations, isWith, false).reduce(plus, nothing),
});

/**
 * An A/B test read once, at the size that was planned or when people are split no more (`scoring.md` 7.1, traps 8 and 9).
 * Meta splits people at random, but ads differ whatever they have in common, so the concept is the unit and not the
 * impression, and each counts once however much Meta shows it: else the one shown most would speak for all. With m the mean
 * of the k rates of an arm,
 *
 *   y = ln(m with / m without),  var y = sum over the arms of 1 / m^2 times the larger of
 *       s^2 / k                                        how the rates differ
 *       scatter m (1 - m) sum(1 / trials_i) / k^2      chance in the hits
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
  isOver: boolean,
): Reading {
  const [a, b] = [true, false].map((side) => {
    const units = new Map<string, Arm>();
    for (const one of ofSide(observations, isWith, side))
      units.set(one.concept, plus(units.get(one.concept) ?? nothing, one));
    return armOf(wellShown([...units.values()]), scatter);
  }) as [ArmRead, ArmRead];
  const arms = armsSoFar(observations, isWith);
  const concepts = Math.min(a.concepts, b.concepts);
  const open = { ...arms, effect: null, interval95: null, p: null, concepts } as const;
  if (!isOver && Math.min(arms.with.trials, arms.without.trials) < perArm)
    return { ...open, verdict: 'running' };
  const variance = a.variance + b.variance;
  if (concepts < leastConcepts || !(variance > 0)) return { ...open, verdict: 'not shown' };
  const y = Math.log(a.mean / b.mean);
  const degrees = variance ** 2 / (a.variance ** 2 / (a.concepts - 1) + b.variance ** 2 / (b.concepts - 1));
  const sd = Math.sqrt(variance);
  const p = studentTails(y / sd, degrees);
  const reach = studentQuantile(0.975, degrees) * sd;
  return {
    ...open,
    verdict: p >= level ? 'not shown' : y > 0 === expected > 0 ? 'shown' : 'opposite',
    effect: Math.expm1(y),
    interval95: [Math.expm1(y - reach), Math.expm1(y + reach)],
    p,
  };
}

/**
 * Meta hardly shows some ads of a set. The rate of one is chance, and would weigh as much as any other's: what has less than
 * a tenth of an even share is left out. Told by what was shown alone, so no luck chooses.
 */
function wellShown(units: readonly Arm[]): Arm[] {
  const evenShare = units.reduce((sum, { trials }) => sum + trials, 0) / units.length;
  return units.filter(({ trials }) => trials >= evenShare / 10);
}

interface ArmRead {
  readonly concepts: number;
  /** Of the rates of its concepts. */
  readonly mean: number;
  /** Of the logarithm of that mean; not a number without a hit. */
  readonly variance: number;
}

function armOf(units: readonly Arm[], scatter: number): ArmRead {
  const concepts = units.length;
  const rates = units.map((unit) => unit.hits / unit.trials);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / concepts;
  const between =
    rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / Math.max(1, concepts - 1) / concepts;
  const chance =
    (scatter * mean * Math.max(0, 1 - mean) * units.reduce((sum, unit) => sum + 1 / unit.trials, 0)) /
    concepts ** 2;
  return { concepts, mean, variance: Math.max(between, chance) / mean ** 2 };
}
