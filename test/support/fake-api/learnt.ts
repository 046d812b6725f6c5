import {
  type AdForecast,
  type AdOutcome,
  type AdRow,
  AppError,
  type Diversity,
  type Experiment,
  type Fatigue,
  type Input,
  type LearntFrom,
  type Pattern,
  type Patterns,
  type Prediction,
  type ReportCard,
} from '../../../src/contract/index.ts';
import type { FakeHost } from './fake-host.ts';

export interface Learnt {
  readonly patterns: Patterns;
  readonly fatigue: Fatigue;
  readonly diversity: Diversity;
  readonly prediction: Prediction;
  readonly report: ReportCard;
  readonly tests: readonly Experiment[];
  readonly outcomes: readonly AdOutcome[];
  readonly forecasts: readonly AdForecast[];
}

const aVersion = (version: number, given: Partial<ReportCard['versions'][0]>): ReportCard['versions'][0] => ({
  version,
  made_at: `2026-0${4 + version}-14T08:00:00.000Z`,
  says: `calibrated on your ${300 + 28 * version} ads`,
  ads: 300 + 28 * version,
  clicks: 9000 + 1200 * version,
  gain: 1.1 + version / 10,
  gain80: [0.4, 1.9],
  state: 'kept',
  ran: 0,
  within: 0,
  clicks_seen: 0,
  clicks_said: 0,
  fits: null,
  ...given,
});

const aTest = (given: Partial<Experiment>): Experiment => ({
  id: 'ab_0000000000000001',
  state: 'running',
  metric: 'ctr',
  feature: 'hook',
  value: 'question',
  evidence: { wording: 'hint', effect: 0.12, interval90: [-0.02, 0.27], q: 0.21, concepts: 6 },
  per_arm: 84_000,
  unit: 'impressions',
  since: '2026-09-20',
  until: '2026-10-19',
  planned_at: '2026-09-20T09:00:00.000Z',
  with: { ads: ['23850000000001'], hits: 402, trials: 35_200 },
  without: { ads: ['23850000000002'], hits: 351, trials: 34_800 },
  verdict: 'running',
  effect: null,
  interval95: null,
  p: null,
  ended_at: null,
  ...given,
});

export function planTest(host: FakeHost, plan: Input<'learn.planTest'>): Experiment {
  const known = learntBy(host);
  const pattern = known.patterns.patterns.find(
    (one) => one.feature === plan.feature && one.value === plan.value,
  );
  if (!pattern?.next_test) throw new AppError('NOT_FOUND', 'Nothing was looked at as that.');
  const made = aTest({
    id: `ab_${String(known.tests.length + 1).padStart(16, '0')}`,
    metric: plan.metric,
    feature: plan.feature,
    value: plan.value,
    per_arm: pattern.next_test.per_arm,
    unit: pattern.next_test.unit,
    with: { ads: plan.with, hits: 0, trials: 0 },
    without: { ads: plan.without, hits: 0, trials: 0 },
  });
  host.learnt = { ...known, tests: [made, ...known.tests] };
  host.emit({ type: 'learnt' });
  return made;
}

export function dropTest(host: FakeHost, id: string): Record<string, never> {
  const known = learntBy(host);
  if (!known.tests.some((one) => one.id === id && one.state === 'running'))
    throw new AppError('NOT_FOUND', `No running test is called ${id}.`);
  const tests = known.tests.map((one) => (one.id === id ? { ...one, state: 'dropped' as const } : one));
  host.learnt = { ...known, tests };
  host.emit({ type: 'learnt' });
  return {};
}

/** Going back to a version, as the host does it. */
export function useVersion(host: FakeHost, version: number | null): { version: number } {
  const { report } = learntBy(host);
  const chosen = version ?? (report.versions[0]?.version as number);
  if (!report.versions.some((one) => one.version === chosen))
    throw new AppError('NOT_FOUND', `Version ${version}.`);
  const versions = report.versions.map((one) => ({
    ...one,
    state:
      one.version !== chosen ? ('kept' as const) : version === null ? ('in use' as const) : ('held' as const),
  }));
  host.learnt = { ...learntBy(host), report: { ...report, versions } };
  host.emit({ type: 'learnt' });
  return { version: chosen };
}

export const allLearntBy = ({ learnt, alsoLearnt }: FakeHost): readonly Learnt[] =>
  learnt ? [learnt, ...alsoLearnt] : [];

export function learntBy(host: FakeHost, account?: string): Learnt {
  const all = allLearntBy(host);
  const learnt = account === undefined ? all[0] : all.find(({ fatigue }) => fatigue.account.id === account);
  if (all.length > 0 && !learnt) throw new AppError('NOT_FOUND', `Ad account ${account}.`);
  if (!learnt) throw new AppError('NOT_ENOUGH_DATA', 'No results are here yet: connect Meta and refresh.');
  return learnt;
}

const fjordline: LearntFrom = {
  account: { id: '77', name: 'Fjordline DE', currency: 'EUR' },
  version: 4,
  made_at: '2026-11-20T10:44:00.000Z',
  since: '2026-09-21',
  until: '2026-11-19',
  sales: { action_type: 'omni_purchase', window: '7d_click' },
  ads: 412,
  concepts: 79,
  campaigns: 11,
};

type Shape = Pick<Pattern, 'feature' | 'value' | 'metric' | 'wording' | 'effect' | 'interval90' | 'q'>;

/** One line a pattern: feature, value, metric, wording, effect, interval, q. */
const shapes: readonly Shape[] = (
  [
    ['first cut', 'before 1.5 s', 'hook_rate', 'tested', 0.12, [0.04, 0.21], 0.01],
    ['hook', 'demo', 'ctr', 'pattern', 0.18, [0.05, 0.33], 0.04],
    ['offer', 'shown', 'ctr', 'pattern', 0.14, [0.04, 0.26], 0.07],
    ['captions', 'seen', 'hook_rate', 'hint', 0.08, [-0.01, 0.18], 0.16],
    ['hook', 'founder', 'roas', 'hint', 0.11, [-0.04, 0.29], 0.22],
    ['words in the hook', 'more than 6', 'ctr', 'hint', -0.13, [-0.24, -0.01], 0.13],
    ['sound', 'no', 'ctr', 'no evidence', -0.01, [-0.09, 0.07], 0.71],
    ['length', 'over 40 s', 'roas', 'no evidence', null, null, null],
  ] as const
).map(([feature, value, metric, wording, effect, interval90, q]) => ({
  feature,
  value,
  metric,
  wording,
  effect,
  interval90: interval90 && [...interval90],
  q,
}));

/** An account whose results have taught something, over ads of this library. */
export function someLearnt(rows: readonly AdRow[], given: Partial<LearntFrom> = {}): Learnt {
  const from = { ...fjordline, ...given };
  const ids = rows.map(({ id }) => id);
  const some = (from_: number, count: number) => ids.slice(from_, from_ + count);
  return {
    patterns: {
      from,
      hypotheses_tried: 58,
      patterns: shapes.map((shape, at) => ({
        ...shape,
        concepts_with: shape.effect === null ? 5 : 22 + at,
        concepts_without: 57 - at,
        campaigns: 5,
        counter_examples: shape.effect === null ? [] : some(at, 3),
        examples: some(at + 2, 6),
        lacks:
          shape.effect === null
            ? ['5 of 8 concepts with', '9 of 60 hits with']
            : shape.wording === 'hint'
              ? [`q ${shape.q} above 0.1`]
              : [],
        next_test:
          shape.effect === null
            ? null
            : { per_arm: 43_000, unit: shape.metric === 'roas' ? 'minor units' : 'impressions', concepts: 6 },
        test: shape.wording === 'tested' ? { effect: 0.16, interval95: [0.05, 0.28] } : null,
      })),
    },
    fatigue: {
      account: from.account,
      until: from.until,
      ads: (
        [
          'fatigued',
          'watch',
          'market-wide',
          'audience saturated',
          'tracking break',
          'healthy',
          'insufficient',
          'healthy',
        ] as const
      ).map((state, at) => ({
        meta_ad_id: `60000${at}`,
        name: rows[at]?.name ?? `ad ${at}`,
        ad_id: ids[at] ?? null,
        traits: at % 2 === 0 ? { hook: 'demo' } : { hook: 'offer' },
        state,
        reasons:
          state === 'insufficient' ? ['4 of 7 days', '412 of 5000 impressions'] : ['results cost more'],
        days: state === 'insufficient' ? 4 : 30,
        impressions: state === 'insufficient' ? 412 : 90_000 - 9000 * at,
        clicks: state === 'insufficient' ? 3 : 1100 - 100 * at,
        frequency: state === 'insufficient' ? null : 4.1 - at / 3,
        new_people: 0.4,
        p_falling: state === 'fatigued' ? 0.97 : 0.4,
        p_hook_falling: at % 2 === 0 ? 0.3 : null,
        price_ratio: state === 'insufficient' ? null : 0.8 + at / 10,
        meta_opinion:
          state === 'insufficient'
            ? null
            : {
                quality: 'AVERAGE',
                engagement: at % 2 === 0 ? 'ABOVE_AVERAGE' : 'BELOW_AVERAGE_35',
                conversion: null,
                own_fields: 'told',
                diversity_score: null,
                diversity_label: null,
                fatigue: state === 'fatigued' ? 'level HIGH' : null,
                read_at: '2026-10-31T06:00:00Z',
              },
        cost_ratio: state === 'fatigued' ? 1.6 : 1,
        ctr_by_day: Array.from({ length: state === 'insufficient' ? 4 : 30 }, (_, day) => ({
          day: `2026-10-${String(day + 1).padStart(2, '0')}`,
          ctr: Math.max(
            0.002,
            0.014 - (state === 'fatigued' ? day * 0.0003 : 0) + 0.001 * Math.sin(day + at),
          ),
        })),
      })),
    },
    diversity: {
      from,
      index: {
        value: 41.6,
        lacks: [],
        ads: 46,
        concepts: 21,
        parts: [
          { part: 'ideas', share: 0.4, value: 0.24 },
          { part: 'spread', share: 0.3, value: 0.68 },
          { part: 'cells', share: 0.2, value: 0.41 },
          { part: 'fresh', share: 0.1, value: 0.338 },
        ],
      },
      ads: 412,
      concepts: 79,
      effective_concepts: 31.4,
      effective_by_spend: 12.2,
      redundancy: 0.92,
      largest_spend_share: 0.18,
      basis: 'proxy',
      coverage: {
        hooks: ['social_proof', 'demo', 'offer', 'problem'],
        formats: ['video 9:16', 'video 1:1', 'image 4:5'],
        counts: [
          [11, 4, 2],
          [14, 5, 0],
          [12, 0, 6],
          [9, 6, 3],
        ],
        personas: [
          {
            persona: 'new parents',
            counts: [
              [6, 1, 0],
              [3, 0, 0],
              [5, 0, 2],
              [1, 2, 0],
            ],
          },
        ],
        empty: [
          { hook: 'demo', format: 'image 4:5', nearest: ids[0] ?? '0000000000000000' },
          { hook: 'offer', format: 'video 1:1', nearest: ids[1] ?? '0000000000000000' },
        ],
      },
      clusters: [{ concept: ids[0] ?? '0000000000000000', ads: some(0, 4) }],
    },
    prediction: {
      ad: ids[0] ?? '0000000000000000',
      metric: 'ctr',
      account: from.account,
      basis: 'stack',
      says: 'calibrated on your 412 ads',
      rate: 0.0141,
      interval80: [0.0082, 0.0211],
      account_rate: 0.0118,
      top_quarter: 0.46,
      contributions: [
        { trait: 'hook', odds: 1.18, clear: true },
        { trait: 'length', odds: 0.94, clear: true },
        { trait: 'T02', odds: 1.03, clear: false },
      ],
      own: null,
      roas: {
        basis: 'ridge',
        says: 'calibrated on 1840 orders of your 412 ads',
        interval80: [0.9, 3.4],
        account_roas: 1.9,
        sales: from.sales,
      },
      model: { id: 4, made_at: from.made_at, ads: 412, clicks: 18_332 },
    },
    report: {
      from,
      basis: 'stack',
      says: 'calibrated on your 412 ads',
      stays: null,
      later_ads: {
        ads: 247,
        clicks: 10_310,
        impressions: 880_000,
        gain: 1.1,
        gain80: [0.6, 1.7],
        auc: 0.59,
        rank_correlation: { value: 0.31, interval80: [0.24, 0.38] },
        slope: 1.12,
        coverage80: 0.81,
        top_tenth_lift: 1.5,
        together: { gain: -0.05, gain95: [-0.22, 0.11], in_use: false },
        format_mean_gain: 0.2,
        most_similar_gain: -0.9,
      },
      noise_ceiling: 0.84,
      clicks_with_returns: { value: 0.21, interval80: [0.08, 0.33], ads: 118 },
      impressions_with_clicks: { value: 0.34, interval80: [0.26, 0.42], ads: 240 },
      kept: some(0, 14).map((ad, at) => ({
        ad,
        rate: 0.008 + at * 0.0008,
        interval80: [0.004 + at * 0.0004, 0.013 + at * 0.0012],
        seen: 0.007 + ((at * 7) % 11) * 0.0011,
        within: at % 5 === 0 ? 0 : 1,
        impressions: 8000 + 500 * at,
        link_clicks: 80 + 9 * at,
        roas: {
          interval80: [0.7 + at * 0.05, 2.6 + at * 0.1],
          seen: at % 4 === 0 ? null : 1 + at * 0.12,
          held: at % 4 === 0 ? null : at % 5 !== 0,
        },
      })),
      drift: {
        new_ads: 34,
        moved: [
          { trait: 'hook', psi: 0.41 },
          { trait: 'duration', psi: 0.33 },
        ],
      },
      versions: [
        aVersion(4, { gain: 1.7, gain80: [0.9, 2.5], state: 'in use' }),
        aVersion(3, { ran: 14, within: 11, clicks_seen: 1840, clicks_said: 1765, fits: true }),
        aVersion(2, { ran: 22, within: 9, clicks_seen: 2310, clicks_said: 3120, fits: false }),
        aVersion(1, { says: 'the average of your ads: 86 of 100 ads', gain: null, gain80: null, ads: 86 }),
      ],
    },
    tests: [
      aTest({}),
      aTest({
        id: 'ab_0000000000000002',
        state: 'read',
        feature: 'first cut',
        value: 'before 1.5 s',
        verdict: 'shown',
        effect: 0.16,
        interval95: [0.05, 0.28],
        p: 0.004,
        with: { ads: ['23850000000003'], hits: 1120, trials: 85_000 },
        without: { ads: ['23850000000004'], hits: 966, trials: 84_400 },
        ended_at: '2026-09-18T08:00:00.000Z',
      }),
    ],
    forecasts: rows.slice(0, 20).map(({ id }, at) => ({
      ad: id,
      basis: 'in Pacific Outfitters, calibrated on your 412 ads',
      rate: 0.009 + at * 0.0003,
      interval80: [0.006 + at * 0.0002, 0.014 + at * 0.0004],
      best_quarter: 0.12 + at * 0.03,
    })),
    outcomes: rows.slice(0, 20).map(({ id, kind }, at) => ({
      ad: id,
      currency: 'EUR',
      impressions: 20_000 + 1000 * at,
      ctr: 0.009 + at * 0.0004,
      hook_rate: kind === 'video' ? 0.21 + at * 0.004 : null,
      hold_rate: kind === 'video' ? 0.3 : null,
      roas: at % 3 === 0 ? null : 1.4 + at / 20,
      orders: at % 3 === 0 ? null : 12 + at,
      orders_of_unknown_worth: 0,
      sales: fjordline.sales,
    })),
  };
}
