import type { BudgetProposal, Input, Output } from '../../../src/contract/index.ts';
import { budgetOf, queued } from './budget.ts';
import type { FakeHost } from './fake-host.ts';

type Spread = BudgetProposal['expected_gain'];
type Arm = BudgetProposal['arms'][number];

const scaled = ({ p5, p50, p95 }: Spread, by: number): Spread => ({
  p5: p5 * by,
  p50: p50 * by,
  p95: p95 * by,
});
const added = (all: readonly Spread[]): Spread => ({
  p5: all.reduce((sum, { p5 }) => sum + p5, 0),
  p50: all.reduce((sum, { p50 }) => sum + p50, 0),
  p95: all.reduce((sum, { p95 }) => sum + p95, 0),
});
/** More of the same brings less each time. */
const revenueAt = ({ roas, now_minor }: Arm, minor: number): Spread =>
  scaled(roas, minor === 0 ? 0 : minor * (minor / now_minor) ** -0.3);
const between = (one: Spread, other: Spread): Spread => {
  const middle = one.p50 - other.p50;
  return { p5: middle - 2_400, p50: middle, p95: middle + 2_900 };
};

/** As the engine answers, by a curve of its own: steps of a fifth, nothing said beyond twice the budget. */
export function tryBudgets(
  host: FakeHost,
  { budgets, total_minor }: Input<'decide.whatIf'>,
): Output<'decide.whatIf'> {
  const found = budgetOf(host, {});
  const asked = found.arms.map((arm) => budgets.find(({ id }) => id === arm.id)?.minor ?? arm.now_minor);
  const whole = asked.reduce((sum, minor) => sum + minor, 0);
  const shared = asked.map((minor) => Math.floor((minor / whole) * (total_minor ?? whole)));
  const rest = (total_minor ?? whole) - shared.reduce((sum, minor) => sum + minor, 0);
  const minors = shared.map((minor, at) => minor + (at === 0 ? rest : 0));
  const arms = found.arms.map((arm, at) => {
    const minor = minors[at] as number;
    const step = Math.floor(arm.now_minor / 5);
    const held = arm.bound_by === 'learning' ? 0 : step;
    const refused = minor > 2 * arm.now_minor;
    const revenue = refused ? null : revenueAt(arm, minor);
    return {
      id: arm.id,
      name: arm.name,
      minor,
      now_minor: arm.now_minor,
      proposed_minor: arm.proposed_minor,
      tried: { least_minor: arm.now_minor - 3_000, most_minor: arm.now_minor + 2_000 },
      reach: refused ? 'refused' : minor > arm.now_minor + 2_000 ? 'extrapolated' : 'seen',
      curve_known: arm.curve_known,
      low_minor: arm.now_minor - held,
      high_minor: arm.now_minor + held,
      broken_by:
        held === 0 && minor !== arm.now_minor
          ? 'learning'
          : minor > arm.now_minor + held
            ? 'step up'
            : minor < arm.now_minor - held
              ? 'step down'
              : null,
      revenue,
      roas: revenue && minor > 0 ? scaled(revenue, 1 / minor) : null,
    } as const;
  });
  const total = minors.reduce((sum, minor) => sum + minor, 0);
  const revenue = added(arms.map(({ revenue: of }) => of ?? { p5: 0, p50: 0, p95: 0 }));
  const profitOf = (of: (arm: Arm) => number): Spread => {
    const all = added(found.arms.map((arm) => revenueAt(arm, of(arm))));
    const spent = found.arms.reduce((sum, arm) => sum + of(arm), 0);
    return { p5: all.p5 - spent, p50: all.p50 - spent, p95: all.p95 - spent };
  };
  const profit = { p5: revenue.p5 - total, p50: revenue.p50 - total, p95: revenue.p95 - total };
  const gain = between(
    profit,
    profitOf(({ now_minor }) => now_minor),
  );
  return {
    account: found.account,
    currency: found.currency,
    inputs_hash: found.inputs_hash,
    total_minor: total,
    now_minor: found.arms.reduce((sum, arm) => sum + arm.now_minor, 0),
    proposed_minor: found.arms.reduce((sum, arm) => sum + arm.proposed_minor, 0),
    quantum_minor: 1,
    arms,
    whole: arms.some(({ reach }) => reach === 'refused')
      ? null
      : {
          revenue,
          profit,
          roas: scaled(revenue, 1 / total),
          gain,
          worst_gain: gain.p5 - 900,
          p_gain: gain.p50 > 0 ? 0.81 : 0.34,
          over_proposal: between(
            profit,
            profitOf(({ proposed_minor }) => proposed_minor),
          ),
        },
    total_beyond: null,
    infeasible: null,
  };
}

export function proposeByHand(host: FakeHost, { budgets }: Input<'decide.proposeByHand'>): BudgetProposal {
  const found = budgetOf(host, {});
  const arms = found.arms.map((arm) => ({
    ...arm,
    proposed_minor: budgets.find(({ id }) => id === arm.id)?.minor ?? arm.now_minor,
  }));
  return { ...found, arms, decision_id: 'dec_00000003', proposals: queued(host, 71, arms) };
}
