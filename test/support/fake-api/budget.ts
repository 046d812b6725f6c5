import {
  AppError,
  type BoundBy,
  type BudgetArm,
  type BudgetLimits,
  type BudgetProposal,
  type Output,
  type ParsedInput,
} from '../../../src/contract/index.ts';
import { aRequest, setRequest } from './approvals.ts';
import type { FakeHost } from './fake-host.ts';

const arm = (
  n: number,
  name: string,
  [now, proposed]: readonly [number, number],
  p_better: number,
  [p5, p50, p95]: readonly [number, number, number],
  bound_by: BoundBy | null,
  orders: number,
): BudgetArm => ({
  id: `2385410${n}`,
  name,
  level: n === 4 ? 'campaign' : 'ad_set',
  now_minor: now,
  proposed_minor: proposed,
  spent_minor: null,
  p_better,
  roas: { p5, p50, p95 },
  bound_by,
  margin: 1,
  pause: bound_by === 'pause',
  paused: false,
  resume: false,
  is_new: bound_by === 'new arm',
  rate_changed_on: null,
  orders,
  curve_known: n < 3,
});

/**
 * Seven budgets of an account, as a proposal of a day has them.
 */
export const aBudget = (): BudgetProposal => ({
  account: { id: '1203844', name: 'Fjordline DE' },
  currency: 'EUR',
  total_minor: 120_000,
  total_bound_by: null,
  aim: 'earn',
  guard: null,
  unspent_minor: 0,
  arms: [
    arm(1, 'Prospecting · UGC broad', [32_000, 38_400], 0.93, [2.6, 3.1, 3.7], 'step up', 212),
    arm(2, 'Prospecting · Lookalike 1 %', [24_000, 24_570], 0.64, [1.9, 2.4, 3.1], null, 148),
    arm(3, 'Retargeting 30 d', [18_000, 16_230], 0.41, [1.2, 2.0, 3.2], null, 96),
    arm(4, 'Catalogue, all', [20_000, 17_600], 0.33, [1.1, 1.8, 2.9], null, 88),
    arm(5, 'Static offers DE', [14_000, 11_200], 0.06, [0.7, 1.3, 2.0], 'step down', 71),
    arm(6, 'Founder story', [8_000, 8_000], 0.44, [0.6, 1.8, 4.1], 'learning', 34),
    arm(7, 'Unboxing test', [4_000, 4_000], 0.48, [0.2, 1.7, 4.8], 'new arm', 11),
  ],
  expected_gain: { p5: -1_100, p50: 4_120, p95: 9_300 },
  worst_gain: -2_540,
  p_gain: 0.91,
  seed: 20_261_122,
  inputs_hash: '9f3c71ae'.repeat(8),
  basis: {
    source: 'ledger',
    sources: ['anytrack'],
    told: { source: 'anytrack', at: '2026-11-27T08:40:00.000Z', how: 'post' },
    overdue: null,
    ledger_orders: 660,
    meta_orders: 731,
    ratio: 0.91,
    undated: 14,
    rule: 'Orders of the revenue ledger count where it knows the click of at least 30 of them; else what Meta attributes. The two are never added.',
    blocked: null,
  },
  explain: {
    orders: 660,
    closed_days: 30,
    delay_median_days: 1.4,
    delay_orders: 412,
    delay_p: 0.31,
    delay_doubted: false,
    discount: 0.98,
    dispersion: 1.2,
    past_scatter: 1.1,
  },
  decision_id: null,
  proposals: [],
});

export function budgetOf(
  host: FakeHost,
  { total_minor }: { total_minor?: number | undefined },
): BudgetProposal {
  if (!host.budget) throw new AppError('NOT_ENOUGH_DATA', '9 of 30 orders.');
  return { ...host.budget, total_minor: total_minor ?? host.budget.total_minor };
}

export const limitsOf = ({ budget, budgetLimits }: FakeHost): BudgetLimits => {
  const { account, currency, arms } = budget ?? aBudget();
  return {
    account,
    currency,
    total_floor_minor: 0,
    total_ceiling_minor: null,
    margin: 1,
    step_share: 0.2,
    spacing_days: 3,
    aim: 'earn',
    guard: null,
    budgets: arms.map(({ id, name, now_minor }) => ({
      id,
      name,
      now_minor,
      floor_minor: 0,
      ceiling_minor: null,
      margin: null,
    })),
    set_at: null,
    ...budgetLimits,
  };
};

/** As the window sends it: everything, with each budget. */
export function setLimits(host: FakeHost, patch: ParsedInput<'decide.setLimits'>): BudgetLimits {
  const { total_floor_minor = 0, total_ceiling_minor = null, margin = 1, aim = 'earn', budgets = [] } = patch;
  const { total_minor } = host.budget ?? aBudget();
  if (budgets.reduce((sum, { floor_minor = 0 }) => sum + floor_minor, 0) > total_minor)
    throw new AppError('INVALID_INPUT', 'The floors add up to more than a day has.');
  const known = limitsOf(host);
  const { step_share = known.step_share, spacing_days = known.spacing_days } = patch;
  host.budgetLimits = {
    ...known,
    total_floor_minor,
    total_ceiling_minor,
    margin,
    step_share,
    spacing_days,
    aim,
    guard:
      patch.loss_share == null
        ? null
        : {
            loss_share: patch.loss_share,
            since: '2026-11-20T09:00:00.000Z',
            split: Object.fromEntries(known.budgets.map(({ id, now_minor }) => [id, now_minor])),
          },
    budgets: known.budgets.map((one) => {
      const set = budgets.find(({ id }) => id === one.id);
      return {
        ...one,
        floor_minor: set?.floor_minor ?? 0,
        ceiling_minor: set?.ceiling_minor ?? null,
        margin: set?.margin ?? null,
      };
    }),
    set_at: '2026-11-20T09:00:00.000Z',
  };
  return host.budgetLimits;
}

export function proposeBudget(host: FakeHost, wanted: { total_minor?: number | undefined }): BudgetProposal {
  const found = budgetOf(host, wanted);
  return { ...found, decision_id: 'dec_00000001', proposals: queued(host, 70, found.arms) };
}

/** A request of the queue for what differs from now. */
export function queued(host: FakeHost, n: number, arms: BudgetProposal['arms']): string[] {
  const changes = arms
    .filter((one) => one.now_minor !== one.proposed_minor)
    .map((one) => [one.name, one.now_minor, one.proposed_minor] as const);
  const asked = aRequest(n, changes);
  host.requests = [asked, ...host.requests];
  setRequest(host, asked);
  return [asked.item.id];
}

const came = (spend: number, revenue: number, [p5, p50, p95]: readonly [number, number, number]) => ({
  spend_minor: spend,
  revenue_minor: revenue,
  orders: Math.round(revenue / 6000),
  foretold: { p5, p50, p95 },
  as_foretold: p5 <= revenue && revenue <= p95,
});

/** One decision that is still open, and one whose days have settled. */
export function outcomesOf(host: FakeHost, id: string | undefined): Output<'decide.outcomes'> {
  const base = {
    account: { id: '1203844', name: 'Fjordline DE' },
    currency: 'EUR',
    source: 'ledger' as const,
    approvals: [],
  };
  const all: Output<'decide.outcomes'>['outcomes'] = [
    {
      ...base,
      decision_id: 'dec_00000002',
      made_at: '2026-11-26T09:00:00.000Z',
      state: 'open',
      first_day: '2026-11-27',
      last_day: '2026-12-03',
      settles_on: '2026-12-11',
      settled_at: null,
      whole: null,
      arms: [],
    },
    {
      ...base,
      decision_id: 'dec_00000001',
      made_at: '2026-10-20T09:00:00.000Z',
      state: 'settled',
      first_day: '2026-10-21',
      last_day: '2026-10-27',
      settles_on: '2026-11-04',
      settled_at: '2026-11-04T06:12:00.000Z',
      whole: came(830_400, 1_961_200, [1_702_000, 1_938_500, 2_204_100]),
      arms: [
        {
          id: '23854101',
          name: 'Prospecting · UGC broad',
          ...came(268_800, 842_900, [698_000, 833_000, 994_500]),
        },
        {
          id: '23854102',
          name: 'Prospecting · Lookalike 1 %',
          ...came(172_000, 391_400, [326_800, 412_900, 533_200]),
        },
        { id: '23854105', name: 'Static offers DE', ...came(78_400, 41_300, [54_800, 101_900, 156_800]) },
        {
          id: '23854106',
          name: 'Retargeting · Cart',
          ...came(21_000, 30_100, [0, 0, 0]),
          foretold: null,
          as_foretold: null,
        },
      ],
    },
  ];
  const outcomes = host.followed ? all.filter((one) => id === undefined || one.decision_id === id) : [];
  return {
    outcomes,
    calibration: {
      decisions: host.followed ? 1 : 0,
      budgets: host.followed ? 3 : 0,
      inside: host.followed ? 2 : 0,
      scatter: null,
    },
  };
}

/** Of a change that a person asked for before anything could be foretold. */
export const aRequestOutcome = (): Output<'decide.requestOutcome'> => ({
  account: { id: '1203844', name: 'Fjordline DE' },
  currency: 'EUR',
  state: 'settled',
  first_day: '2026-10-21',
  last_day: '2026-10-27',
  settles_on: '2026-11-04',
  arms: [
    {
      id: '23854101',
      name: 'Prospecting · UGC broad',
      spend_minor: 268_800,
      revenue_minor: 842_900,
      orders: 140,
    },
  ],
});
