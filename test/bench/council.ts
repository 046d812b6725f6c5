import type { Member } from '../../src/contract/index.ts';
import { aggregate, type Ballot, engineModel } from '../../src/main/core/score/council/aggregate.ts';
import { brier, fitForecast, type Outcome } from '../../src/main/core/score/council/forecast.ts';
import { pastOf } from '../../src/main/core/score/council/past.ts';
import { judgeKey, type PastVote } from '../../src/main/core/score/council/record.ts';
import { Random } from '../support/clips/random.ts';
import type { BenchResult } from './run.ts';

interface Judge {
  readonly member: Member;
  /** Correlation of its opinion with what an ad is truly worth, and what part of its error it shares. */
  readonly skill: number;
  readonly shared: number;
  /** How it uses its scale. */
  readonly scale: number;
  readonly middle: number;
}

/** The best first. */
const judges: readonly Judge[] = [
  { member: 'anthropic', skill: 0.65, shared: 0.3, scale: 10, middle: 70 },
  { member: 'openai', skill: 0.55, shared: 0.3, scale: 14, middle: 62 },
  { member: 'engine', skill: 0.4, shared: 0.3, scale: 8, middle: 75 },
  { member: 'gemini', skill: 0.2, shared: 0.3, scale: 12, middle: 66 },
  { member: 'local', skill: 0, shared: 0, scale: 20, middle: 50 },
];
/** The engine and two services, three, or those and a model of one's own: who comes last here joins last. */
const panelSizes = [3, 4, 5];
const learnFor = 200;
const judgeFor = 400;

/** Scores as models give them: on a scale of their own, and to round numbers. */
const scoreOf = (opinion: number, { scale, middle }: Judge): number =>
  Math.min(100, Math.max(0, Math.round((middle + scale * opinion) / 2.5) * 2.5));

const keyOf = ({ member }: Judge): string => judgeKey(member, member === 'engine' ? engineModel : member);

const verdict = {
  items: [],
  hook_type: 'unknown' as const,
  strengths: [],
  risks: [],
  policy_risks: [],
  edits: [],
  addresses_the_judge: false,
};
const ballotOf = (judge: Exclude<Member, 'engine'>, score: number): Ballot => ({
  judge,
  model: judge,
  saw: '',
  costMicroUsd: 0,
  end: { kind: 'vote', score, verdict },
  transcript: null,
});

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
function run(seed: number, panel: readonly Judge[]): Run {
  const random = new Random(seed);
  const votes: PastVote[] = [];
  const seen: { council: Outcome[]; mean: Outcome[] } = { council: [], mean: [] };
  const lost = { council: 0, mean: 0, best: 0 };
  let past = pastOf(votes);
  let fits = { council: fitForecast([]), mean: fitForecast([]), best: fitForecast([]) };
  let weights: number[] = [];
  let kEff = Number.NaN;
  for (let ad = 0; ad < learnFor + judgeFor; ad += 1) {
    const worth = normal(random);
    const rumour = normal(random);
    const hit = worth > 0.6745;
    const adId = String(ad);
    const given = panel.map((judge) => {
      const error = Math.sqrt(judge.shared) * rumour + Math.sqrt(1 - judge.shared) * normal(random);
      return scoreOf(judge.skill * worth + Math.sqrt(1 - judge.skill ** 2) * error, judge);
    });
    const scores = new Map(panel.map(({ member }, at) => [member, given[at] as number]));
    const joined = aggregate({
      adId,
      engine: { overall: scores.get('engine') ?? null, interval80: null },
      ballots: panel.flatMap(({ member }, at) =>
        member === 'engine' ? [] : [ballotOf(member, given[at] as number)],
      ),
      past,
      instructions: [],
      judgedAt: '',
    });
    const members = panel.map(({ member }) => joined.members.find((one) => one.member === member));
    const counted = members.map((one) => one?.counted ?? Number.NaN);
    const council = joined.score ?? Number.NaN;
    const mean = counted.reduce((sum, value) => sum + value, 0) / counted.length;
    if (ad === learnFor) {
      weights = members.map((one) => one?.weight ?? Number.NaN);
      kEff = joined.k_eff ?? Number.NaN;
    }
    if (ad >= learnFor) {
      lost.council += brier(fits.council(council), hit);
      lost.mean += brier(fits.mean(mean), hit);
      // The best by what was planted, which nobody in the run can know.
      lost.best += brier(fits.best(counted[0] as number), hit);
    }
    seen.council.push({ value: council, hit });
    seen.mean.push({ value: mean, hit });
    panel.forEach((judge, at) => {
      votes.push({ adId, judge: keyOf(judge), score: given[at] as number, hit });
    });
    // A run of ten ads has been judged, and its results are in: for all alike.
    if (ad % 10 === 9) {
      past = pastOf([...votes]);
      fits = {
        council: fitForecast(seen.council),
        mean: fitForecast(seen.mean),
        best: past.recordOf(keyOf(panel[0] as Judge)).forecast,
      };
    }
  }
  const right = weights.flatMap((weight, at) => weights.slice(at + 1).map((other) => weight >= other));
  const first = weights.every((weight) => weight <= (weights[0] as number));
  const pairs = right.filter(Boolean).length / right.length;
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
