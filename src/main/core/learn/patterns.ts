import { shareGoal, unitsPerArm } from '../decide/test-plan.ts';
import { normalCdf, normalQuantile, studentTails } from '../math/special.ts';
import { type Cell, cellsOf, type Observation } from './cells.ts';
import { type Components, type Contrast, contrast, fitComponents, type Others } from './contrast.ts';
import { counterExamples } from './counter-examples.ts';
import { effectSpread, falseDiscoveryRates } from './discoveries.ts';

/** One outcome of ads, with what it must have before anything is said about it (`scoring.md` 7.2). */
export interface Metric {
  readonly metric: string;
  readonly observations: readonly Observation[];
  readonly leastTrials: number;
  readonly leastHits: number;
}

/** What each ad has: feature to value, only where it is known. */
export type Traits = ReadonlyMap<string, Readonly<Record<string, string>>>;

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
  /** Trials that each arm of an A/B test of this effect would need (power 80 %, 5 % level). */
  readonly nextTestPerArm: number | null;
}

export interface Knowledge {
  readonly hypothesesTried: number;
  readonly patterns: readonly Pattern[];
}

const least = { concepts: 8, campaigns: 3, relative: 0.03, q: 0.1, hint: 0.8, stable: 2 / 3 } as const;

interface Hypothesis {
  readonly metric: Metric;
  readonly feature: string;
  readonly value: string;
  readonly cells: readonly Cell[];
  readonly x: readonly number[];
  readonly others: Others;
  readonly components: Components;
  readonly counts: Pick<Pattern, 'conceptsWith' | 'conceptsWithout' | 'campaigns'>;
  readonly lacks: readonly string[];
  readonly found: Contrast | undefined;
}

/**
 * What the ads that did well have in common, or that nothing can be said. Every value of every feature is looked at, for
 * every metric; `browsed` is how many more a user looked at since the last refresh, and `tested` holds
 * `metric feature value` of what a randomised test has shown.
 */
export function findPatterns(
  metrics: readonly Metric[],
  traits: Traits,
  browsed: number,
  tested: ReadonlySet<string>,
): Knowledge {
  const hypotheses = metrics.flatMap((metric) => hypothesesOf(metric, traits));
  const judged = hypotheses.filter(({ found }) => found !== undefined);
  const pValues = judged.map(({ found, counts }) => {
    const { effect, error } = found as Contrast;
    return studentTails(effect / error, counts.conceptsWith + counts.conceptsWithout - 2);
  });
  const q = falseDiscoveryRates(pValues, judged.length + browsed);
  const spreads = new Map(
    metrics.map((metric) => [
      metric,
      effectSpread(judged.flatMap((one) => (one.metric === metric ? [one.found as Contrast] : []))),
    ]),
  );
  return {
    hypothesesTried: judged.length + browsed,
    patterns: hypotheses.map((hypothesis) => {
      const at = judged.indexOf(hypothesis);
      return at < 0
        ? tooLittle(hypothesis)
        : judge(hypothesis, q[at] as number, spreads.get(hypothesis.metric) as number, tested);
    }),
  };
}

function hypothesesOf(metric: Metric, traits: Traits): Hypothesis[] {
  const all = cellsOf(metric.observations);
  const traitsOf = (ad: string) => Object.entries(traits.get(ad) ?? {}).map((trait) => JSON.stringify(trait));
  const keys = new Map(all.map(({ ad }) => [ad, traitsOf(ad)]));
  const components = fitComponents(all, ({ ad }) => keys.get(ad) ?? []);
  const values = new Map<string, Set<string>>();
  for (const { ad } of all) {
    for (const [feature, value] of Object.entries(traits.get(ad) ?? {})) {
      const known = values.get(feature) ?? new Set();
      values.set(feature, known.add(value));
    }
  }
  return [...values].flatMap(([feature, of]) =>
    [...of].sort().map((value): Hypothesis => {
      const cells = all.filter(({ ad }) => traits.get(ad)?.[feature] !== undefined);
      const own = JSON.stringify([feature, value]);
      const others: Others = ({ ad }) => (keys.get(ad) ?? []).filter((key) => key !== own);
      const x = cells.map(({ ad }) => (traits.get(ad)?.[feature] === value ? 1 : 0));
      const sides = [1, 0].map((side) => cells.filter((_, index) => x[index] === side));
      const [having = [], lacking = []] = sides;
      const lacks = sides.flatMap((side, index) => missing(side, index === 0 ? 'with' : 'without', metric));
      return {
        metric,
        feature,
        value,
        cells,
        x,
        others,
        components,
        counts: {
          conceptsWith: distinct(having, 'concept'),
          conceptsWithout: distinct(lacking, 'concept'),
          campaigns: Math.min(distinct(having, 'campaign'), distinct(lacking, 'campaign')),
        },
        lacks,
        found: lacks.length === 0 ? contrast(cells, x, others, components) : undefined,
      };
    }),
  );
}

const distinct = (cells: readonly Cell[], of: 'concept' | 'campaign'): number =>
  new Set(cells.map((cell) => cell[of])).size;
const sum = (cells: readonly Cell[], of: 'trials' | 'hits'): number =>
  cells.reduce((total, cell) => total + cell[of], 0);

function missing(side: readonly Cell[], name: string, { leastTrials, leastHits }: Metric): string[] {
  const needs = [
    ['concepts', distinct(side, 'concept'), least.concepts],
    ['campaigns', distinct(side, 'campaign'), least.campaigns],
    ['trials', sum(side, 'trials'), leastTrials],
    ['hits', sum(side, 'hits'), leastHits],
  ] as const;
  return needs.flatMap(([what, has, need]) => (has < need ? [`${has} of ${need} ${what} ${name}`] : []));
}

const tooLittle = ({ metric: { metric }, feature, value, counts, lacks }: Hypothesis): Pattern => ({
  metric,
  feature,
  value,
  wording: 'no evidence',
  lacks: lacks.length > 0 ? lacks : ['no campaign has ads with and without'],
  effect: null,
  interval90: null,
  pPositive: null,
  q: null,
  ...counts,
  counterExamples: [],
  nextTestPerArm: null,
});

/** Posterior of the effect under beta ~ N(0, spread); then everything that a pattern must have. */
function judge(hypothesis: Hypothesis, q: number, spread: number, tested: ReadonlySet<string>): Pattern {
  const { metric, feature, value, cells, x, counts } = hypothesis;
  const { effect, error } = hypothesis.found as Contrast;
  const keep = spread / (spread + error ** 2);
  const mean = keep * effect;
  const sd = Math.sqrt(keep) * error;
  const half = normalQuantile(0.95) * sd;
  const pPositive = sd === 0 ? 0.5 : normalCdf(mean / sd);
  const sure = Math.max(pPositive, 1 - pPositive);
  const nearest = effect > 0 ? mean - half : half - mean;
  const lacks = [
    ...(q > least.q ? [`q ${q.toFixed(2)} above ${least.q}`] : []),
    ...(nearest < Math.log(1 + least.relative)
      ? [`the interval does not clear ${100 * least.relative} %`]
      : []),
  ];
  if (lacks.length === 0) lacks.push(...unstable(hypothesis));
  const isTested = tested.has(`${metric.metric} ${feature} ${value}`);
  const base = sum(cells, 'hits') / sum(cells, 'trials');
  const wording: Wording = isTested
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
    nextTestPerArm:
      wording === 'no evidence' || mean === 0
        ? null
        : unitsPerArm(shareGoal(base, Math.min(0.999, base * Math.exp(mean))), 0.8, 0.05),
  };
}

/** The same sign in two thirds of the refits without one campaign, and in the later half of the weeks. */
function unstable({ metric, cells, x, others, components, found, value, feature }: Hypothesis): string[] {
  const sign = Math.sign((found as Contrast).effect);
  const agrees = (keep: (cell: Cell) => boolean) => {
    const kept = cells.map(keep);
    const again = contrast(
      cells.filter((_, index) => kept[index]),
      x.filter((_, index) => kept[index]),
      others,
      components,
    );
    return again !== undefined && Math.sign(again.effect) === sign;
  };
  const campaigns = [...new Set(cells.map(({ campaign }) => campaign))];
  const same = campaigns.filter((campaign) => agrees((cell) => cell.campaign !== campaign)).length;
  const weeks = [...new Set(metric.observations.map(({ week }) => week))].sort((a, b) => a - b);
  const middle = weeks[Math.floor(weeks.length / 2)] as number;
  const has = new Map(cells.map(({ ad }, index) => [ad, x[index] as number]));
  const later = cellsOf(metric.observations.filter(({ week, ad }) => week >= middle && has.has(ad)));
  const afterwards = contrast(
    later,
    later.map(({ ad }) => has.get(ad) as number),
    others,
    components,
  );
  return [
    ...(same / campaigns.length < least.stable
      ? [`${feature} ${value} turns round without single campaigns`]
      : []),
    ...(afterwards === undefined || Math.sign(afterwards.effect) !== sign
      ? ['the later half does not show it']
      : []),
  ];
}
