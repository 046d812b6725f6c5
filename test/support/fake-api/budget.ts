import { AppError, type BoundBy, type BudgetArm, type BudgetProposal } from '../../../src/contract/index.ts';
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
  p_better,
  roas: { p5, p50, p95 },
  bound_by,
  pause: bound_by === 'pause',
  is_new: bound_by === 'new arm',
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
  explain: {
    orders: 660,
    closed_days: 30,
    source: 'meta',
    delay_median_days: 1.4,
    delay_orders: 412,
    discount: 0.98,
    dispersion: 1.2,
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

export function proposeBudget(host: FakeHost, wanted: { total_minor?: number | undefined }): BudgetProposal {
  const found = budgetOf(host, wanted);
  const changes = found.arms
    .filter((one) => one.now_minor !== one.proposed_minor)
    .map((one) => [one.name, one.now_minor, one.proposed_minor] as const);
  const asked = aRequest(70, changes);
  host.requests = [asked, ...host.requests];
  setRequest(host, asked);
  return { ...found, decision_id: 'dec_00000001', proposals: [asked.item.id] };
}
