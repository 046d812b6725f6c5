import { leastConcepts } from '../../../contract/test-arms.ts';
import { shareGoal, type TestGoal, unitsPerArm } from '../decide/test-plan.ts';
import { normalQuantile, studentQuantile, studentTails } from '../math/special.ts';
import { notItsOwn } from './apart.ts';
import type { Components, Contrast } from './contrast.ts';
import { counterExamples } from './counter-examples.ts';
import { falseDiscoveryRates, type Shrunken, shrink } from './discoveries.ts';
import { levelOf } from './experiment.ts';
import { type Hypothesis, hypothesesOf, type Metric, sum, type Traits } from './hypotheses.ts';
import { notInside, unstable } from './stability.ts';

export type Wording = 'no evidence' | 'hint' | 'pattern' | 'tested';

export interface Pattern {
  readonly metric: string;
  readonly feature: string;
  readonly value: string;
  readonly wording: Wording;
  /** Why it is not a stronger word; empty for a pattern. */
  readonly lacks: readonly string[];
  /** Rate with over rate without, less 1, shrunken towards nothing; null where there is too little to say. */
  readonly effect: number | null;
  readonly interval90: readonly [number, number] | null;
  readonly pPositive: number | null;
  readonly q: number | null;
  readonly conceptsWith: number;
  readonly conceptsWithout: number;
  readonly campaigns: number;
  /** Ads of the concepts that go against it. */
  readonly counterExamples: readonly string[];
  /** What each arm of an A/B test of this effect would need (power 80 %, 5 % level). */
  readonly nextTest: { readonly perArm: number; readonly concepts: number } | null;
  /** What the test that makes it `tested` has shown; null for every other word. */
  readonly test: TestShown | null;
}

/** A read A/B test: rate with over rate without, less 1. */
export interface TestShown {
  readonly effect: number;
  readonly interval95: readonly [number, number];
}

export interface Knowledge {
  readonly hypothesesTried: number;
  readonly patterns: readonly Pattern[];
}

/** Names what an A/B test was about; a test and the pattern that it is of have the same. */
export const testKey = ({ metric, feature, value }: Pick<Pattern, 'metric' | 'feature' | 'value'>): string =>
  `${metric} ${feature} ${value}`;

/** What a pattern must have (`scoring.md` 7.2), and how sure a hint is. */
const least = { relative: 0.03, q: 0.1, hint: 0.8 } as const;

/**
 * What the ads that did well have in common, or that nothing can be said. Every value of every feature is looked at, for
 * every metric, so that whatever a user turns to is counted. `tested` holds by `testKey` what a randomised test was made of,
 * with what it has shown; null where it has not shown it.
 */
export function findPatterns(
  metrics: readonly Metric[],
  traits: Traits,
  tested: ReadonlyMap<string, TestShown | null>,
): Knowledge {
  const hypotheses = metrics.flatMap((metric) => hypothesesOf(metric, traits));
  const judged = hypotheses.filter(({ found }) => found !== undefined);
  const pValues = judged.map(({ found, counts }) => {
    const { effect, error } = found as Contrast;
    return studentTails(effect / error, Math.max(1, counts.conceptsWith + counts.conceptsWithout - 2));
  });
  const q = falseDiscoveryRates(pValues);
  const shrunken = new Map<Hypothesis, Shrunken>();
  for (const metric of metrics) {
    const own = judged.filter((one) => one.metric === metric);
    const estimates = own.map(({ found, isMirrored, twins }) => ({
      ...(found as Contrast),
      weight: (isMirrored ? 0.5 : 1) / (1 + twins.length),
    }));
    shrink(estimates).forEach((one, at) => {
      shrunken.set(own[at] as Hypothesis, one);
    });
  }
  return {
    hypothesesTried: judged.length,
    patterns: hypotheses.map((hypothesis) => {
      const at = judged.indexOf(hypothesis);
      return at < 0
        ? tooLittle(hypothesis)
        : judge(hypothesis, judged, q[at] as number, shrunken.get(hypothesis) as Shrunken, tested);
    }),
  };
}

const tooLittle = ({ metric: { metric }, feature, value, counts, lacks }: Hypothesis): Pattern => ({
  metric,
  feature,
  value,
  wording: 'no evidence',
  lacks,
  effect: null,
  interval90: null,
  pPositive: null,
  q: null,
  ...counts,
  counterExamples: [],
  nextTest: null,
  test: null,
});

/** Everything that a pattern must have. */
function judge(
  hypothesis: Hypothesis,
  judged: readonly Hypothesis[],
  q: number,
  { mean, sd, pPositive }: Shrunken,
  tested: ReadonlyMap<string, TestShown | null>,
): Pattern {
  const { metric, feature, value, cells, x, counts } = hypothesis;
  const half = normalQuantile(0.95) * sd;
  const sure = Math.max(pPositive, 1 - pPositive);
  const nearest = mean > 0 ? mean - half : -mean - half;
  const lacks = [
    ...hypothesis.few,
    ...(q > least.q ? [`q ${q.toFixed(2)} above ${least.q}`] : []),
    ...(nearest < Math.log(1 + least.relative)
      ? [`the interval does not clear ${100 * least.relative} %`]
      : []),
  ];
  if (lacks.length === 0) lacks.push(...unstable(hypothesis));
  if (sure > least.hint) lacks.push(...notInside(hypothesis), ...notItsOwn(hypothesis, judged));
  const test = tested.get(testKey({ metric: metric.metric, feature, value }));
  // Only a test that points where the ads' own results point speaks of the same thing.
  const shown = test && test.effect > 0 === mean > 0 ? test : null;
  if (test !== undefined && !shown)
    lacks.push(test ? 'an A/B test points the other way' : 'an A/B test did not show it');
  const base = sum(cells, 'hits') / sum(cells, 'trials');
  const wording: Wording = shown
    ? 'tested'
    : lacks.length === 0
      ? 'pattern'
      : sure > least.hint
        ? 'hint'
        : 'no evidence';
  return {
    metric: metric.metric,
    feature,
    value,
    wording,
    lacks,
    effect: Math.expm1(mean),
    interval90: [Math.expm1(mean - half), Math.expm1(mean + half)],
    pPositive,
    q,
    ...counts,
    counterExamples: wording === 'no evidence' ? [] : counterExamples(cells, x, mean),
    nextTest:
      wording === 'no evidence' || mean === 0
        ? null
        : nextTest(goalOf(metric, base, base * Math.exp(mean)), mean, hypothesis.components),
    test: shown,
  };
}

/** How sure the next test is to find an effect that is there, and how seldom it finds one that is not. */
const asked = { power: 0.8, level: levelOf(0) } as const;

/**
 * As many concepts that the spread of ads takes no more than half of what the error may be, then as many trials that chance
 * in the counts takes the rest. Few concepts have a t law of few degrees of freedom, which asks for more of both.
 */
function nextTest(goal: TestGoal, effect: number, { concept, ad }: Components): Pattern['nextTest'] {
  const points = [1 - asked.level / 2, asked.power];
  const byNormal = points.reduce((sum, p) => sum + normalQuantile(p), 0);
  const spread = 2 * (concept + ad);
  let concepts = Math.max(leastConcepts, Math.ceil(2 * spread * (byNormal / effect) ** 2));
  for (; ; concepts += 1) {
    const byStudent = points.reduce((sum, p) => sum + studentQuantile(p, 2 * concepts - 2), 0);
    const taken = (spread / concepts) * (byStudent / effect) ** 2;
    if (taken > 0.5) continue;
    const units = unitsPerArm(goal, asked.power, asked.level) * (byStudent / byNormal) ** 2;
    return { concepts, perArm: Math.ceil(units / (1 - taken)) };
  }
}

/** Of shares a trial scatters by p (1 - p); of money spent, orders are Poisson and their values scatter besides. */
export const goalOf = ({ scatter }: Pick<Metric, 'scatter'>, now: number, hoped: number): TestGoal =>
  scatter === 1
    ? shareGoal(now, Math.min(0.999, hoped))
    : { difference: hoped - now, variances: [scatter * now, scatter * hoped] };
