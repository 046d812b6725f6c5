import { combine } from '../../src/main/core/score/council/combine.ts';
import { brier, fitForecast, type Outcome } from '../../src/main/core/score/council/forecast.ts';
import { effectiveJudges } from '../../src/main/core/score/council/k-eff.ts';
import { normalise } from '../../src/main/core/score/council/normalise.ts';
import { type PastVote, recordOf, recordsTell } from '../../src/main/core/score/council/record.ts';
import { learnedWeights } from '../../src/main/core/score/council/weights.ts';
import { Random } from '../support/clips/random.ts';
import type { BenchResult } from './run.ts';

/** Correlation of each judge's opinion with what an ad is truly worth, and what part of its error it shares. */
const judges = [
  { name: 'keen', skill: 0.65, shared: 0.3, scale: 10, middle: 70 },
  { name: 'good', skill: 0.55, shared: 0.3, scale: 14, middle: 62 },
  { name: 'fair', skill: 0.4, shared: 0.3, scale: 8, middle: 75 },
  { name: 'weak', skill: 0.2, shared: 0.3, scale: 12, middle: 66 },
  { name: 'blind', skill: 0, shared: 0, scale: 20, middle: 50 },
];
/** The engine and two services, three, or those and a model of one's own: who comes last here joins last. */
const panelSizes = [3, 4, 5];
const learnFor = 200;
const judgeFor = 400;

/** Scores as models give them: on a scale of their own, and to round numbers. */
const scoreOf = (opinion: number, { scale, middle }: (typeof judges)[number]): number =>
  Math.min(100, Math.max(0, Math.round((middle + scale * opinion) / 2.5) * 2.5));

interface Run {
  /** Whether the best judge has most weight, and the share of pairs in the order of their skill. */
  readonly first: boolean;
  readonly pairs: number;
  readonly kEff: number;
  readonly brier: { council: number; mean: number; best: number };
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** One account: 200 ads with results to learn from, then 400 on which everybody of the panel is scored. */
function run(seed: number, panel: typeof judges): Run {
  const random = new Random(seed);
  const past: PastVote[] = [];
  const seen: { council: Outcome[]; mean: Outcome[] } = { council: [], mean: [] };
  const lost = { council: 0, mean: 0, best: 0 };
  const scores: number[][] = panel.map(() => []);
  let fits = { council: fitForecast([]), mean: fitForecast([]), judges: panel.map(() => fitForecast([])) };
  let weights: number[] = learnedWeights(panel.map(() => ({ n: 0, brier: null })));
  let isKnown = false;
  let [first, pairs] = [false, 0];
  let kEff = Number.NaN;
  for (let ad = 0; ad < learnFor + judgeFor; ad += 1) {
    const worth = normal(random);
    const rumour = normal(random);
    const hit = worth > 0.6745;
    const counted = panel.map((judge, at) => {
      const error = Math.sqrt(judge.shared) * rumour + Math.sqrt(1 - judge.shared) * normal(random);
      const score = scoreOf(judge.skill * worth + Math.sqrt(1 - judge.skill ** 2) * error, judge);
      const { value } = normalise(score, scores[at] as number[]);
      (scores[at] as number[]).push(score);
      past.push({ adId: String(ad), judge: judge.name, score, hit });
      return value;
    });
    const council = combine(
      counted.map((value, at) => ({ value, weight: weights[at] as number })),
      isKnown,
    );
    const mean = counted.reduce((sum, value) => sum + value, 0) / counted.length;
    if (ad >= learnFor) {
      lost.council += brier(fits.council(council), hit);
      lost.mean += brier(fits.mean(mean), hit);
      // The best by what was planted, which nobody in the run can know.
      lost.best += brier((fits.judges[0] as (value: number) => number)(counted[0] as number), hit);
    }
    seen.council.push({ value: council, hit });
    seen.mean.push({ value: mean, hit });
    // Refitted every ten results, for all alike.
    if (ad % 10 === 9) {
      const records = panel.map(({ name }) => recordOf(name, past));
      weights = learnedWeights(records);
      isKnown = recordsTell(records);
      fits = {
        council: fitForecast(seen.council),
        mean: fitForecast(seen.mean),
        judges: records.map(({ forecast }) => forecast),
      };
      if (ad === learnFor - 1) {
        first = weights.every((weight) => weight <= (weights[0] as number));
        const right = weights.flatMap((weight, at) => weights.slice(at + 1).map((other) => weight >= other));
        pairs = right.filter(Boolean).length / right.length;
        kEff = effectiveJudges(records, past) ?? Number.NaN;
      }
    }
  }
  return {
    first,
    pairs,
    kEff,
    brier: {
      council: lost.council / judgeFor,
      mean: lost.mean / judgeFor,
      best: lost.best / judgeFor,
    },
  };
}

/** Mean of a difference over the runs with its 95 % interval. */
function interval(values: readonly number[]): { mean: number; low: number; high: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
  const half = 1.96 * Math.sqrt(variance / values.length);
  return { mean, low: mean - half, high: mean + half };
}

interface Panel {
  readonly ratios: BenchResult['ratios'];
  readonly raw: BenchResult['raw'];
  readonly pass: boolean;
}

/** The panel of the first so many judges, in the same accounts for each size. */
function panelOf(size: number, runCount: number): Panel {
  const runs = Array.from({ length: runCount }, (_, seed) => run(seed + 1, judges.slice(0, size)));
  const first = runs.filter((one) => one.first).length / runs.length;
  const pairs = interval(runs.map((one) => one.pairs));
  const overBest = interval(runs.map(({ brier: lost }) => lost.best - lost.council));
  const overMean = interval(runs.map(({ brier: lost }) => lost.mean - lost.council));
  const of = (name: keyof Run['brier']) => interval(runs.map(({ brier: lost }) => lost[name]));
  // Of three good judges every pair is a close one, so only the panel with a weak and a blind one has the bar.
  const tellsApart = size === judges.length;
  const named = <T>(values: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${size}: ${name}`, value]));
  return {
    ratios: named({
      // No bar: 200 results cannot always tell the first two apart. Where their opinions themselves were known, unrounded,
      // the area under the curve would put the best first in 0.88 of 300 runs.
      'runs whose best has most weight': first,
      'pairs in the right order': tellsApart ? { value: pairs.mean, bar: 0.9 } : pairs.mean,
      'Brier / best judge': of('council').mean / of('best').mean,
      'Brier / plain mean': of('council').mean / of('mean').mean,
    }),
    raw: named({
      'pairs in the right order (95 %)': pairs,
      'gain over the best judge (95 %)': overBest,
      'gain over the plain mean (95 %)': overMean,
      council: of('council'),
      'best judge': of('best'),
      'plain mean': of('mean'),
      'judges the panel is worth': interval(runs.map((one) => one.kEff)),
    }),
    pass: overBest.low > 0 && overMean.low > 0 && (!tellsApart || pairs.low >= 0.9),
  };
}

/**
 * Whether learned weights find the good judges, and whether panels of three, four and five then beat the best of them and
 * their plain mean: by the paired gain in each account, whose 95 % interval must lie above 0.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const runs = Number(flags.get('runs') ?? 60);
  const panels = panelSizes.map((size) => panelOf(size, runs));
  return {
    name: 'council',
    ratios: Object.assign({}, ...panels.map(({ ratios }) => ratios)),
    raw: Object.assign({ runs }, ...panels.map(({ raw }) => raw)),
    pass: panels.every(({ pass }) => pass),
  };
}
