import type { BudgetProposal, DecisionOutcome, Output } from '../../../contract/index.ts';
import { shownName } from '../../core/approve/shown-name.ts';
import { basisRule } from '../../core/decide/basis.ts';
import { knownShare } from '../../core/decide/delay.ts';
import type { ArmOutcome } from '../../core/decide/outcome.ts';
import type { Spread } from '../../core/decide/proposal.ts';
import { keptAfterAlarm } from '../../core/decide/rate-alarm.ts';
import { dayText } from '../../core/learn/ledger/days.ts';
import { type Decision, isPausing, isResuming } from '../../stages/decide.ts';
import type { Followed, RequestOutcome } from '../../stages/follow-up.ts';
import type { tryAmounts } from '../../stages/what-if.ts';

/** Decisions, what-ifs and outcomes in the words of the contract. */

export function shown({
  account,
  basis,
  inputs,
  proposal,
  orders,
  days,
  pastScatter,
  totalBoundBy,
  delayP,
}: Decision): BudgetProposal {
  const { model } = proposal;
  const guard = inputs.baseline && account.limits.guard;
  return {
    account: { id: account.id, name: account.name },
    currency: proposal.currency,
    total_minor: proposal.totalMinor,
    total_bound_by: totalBoundBy,
    aim: inputs.aim,
    guard: guard && { loss_share: guard.lossShare, since: guard.since, followed: proposal.followed },
    unspent_minor: proposal.unspentMinor,
    arms: proposal.arms.map((arm) => {
      const known = account.arms.find(({ id }) => id === arm.id);
      const input = inputs.arms.find(({ id }) => id === arm.id);
      const own = inputs.orders.filter((order) => order.arm === arm.id);
      return {
        id: arm.id,
        name: shownName(known?.name) ?? arm.id,
        level: known?.level ?? 'ad_set',
        now_minor: arm.nowMinor,
        proposed_minor: arm.proposedMinor,
        spent_minor: input?.spentMinor ?? null,
        p_better: arm.pBetter,
        roas: arm.roas,
        bound_by: arm.boundBy,
        margin: input?.margin ?? 1,
        pause: isPausing(inputs, arm),
        paused: Boolean(known?.paused),
        resume: isResuming(known, arm),
        is_new: arm.isNew,
        rate_changed_on: rateChangedOn(inputs, arm.id),
        orders: new Set(own.map(({ order }) => order)).size,
        curve_known: arm.curve.known,
      };
    }),
    expected_gain: plain(proposal.gainMinor),
    worst_gain: proposal.gainMinor.worst,
    p_gain: proposal.pBetter,
    seed: proposal.seed,
    inputs_hash: proposal.inputsHash,
    basis: {
      source: basis.source,
      sources: [...basis.sources],
      ledger_orders: basis.ledgerOrders,
      meta_orders: basis.metaOrders,
      ratio: basis.ratio,
      undated: basis.undated,
      told: basis.told ?? null,
      overdue: basis.overdue ?? null,
      rule: basisRule,
      blocked: basis.blocked,
    },
    explain: {
      orders,
      closed_days: days,
      delay_median_days: medianDelay(model.delay.curve),
      delay_orders: model.delay.orders,
      delay_p: delayP,
      delay_doubted: inputs.model.delayDoubted ?? false,
      discount: inputs.model.discount,
      dispersion: model.rates.dispersion,
      past_scatter: pastScatter,
    },
    decision_id: null,
    proposals: [],
  };
}

/** Older changes are in what is believed, and no news. */
const newsDays = 28;

function rateChangedOn({ changes, nowDay }: Decision['inputs'], arm: string): string | null {
  const last = changes.findLast((change) => change.arm === arm && change.keep === keptAfterAlarm);
  return last && nowDay - last.epochDay <= newsDays ? dayText(last.epochDay) : null;
}

/** To a tenth of a day. */
function medianDelay(curve: Decision['proposal']['model']['delay']['curve']): number {
  for (let tenths = 0; tenths < curve.windowDays * 10; tenths += 1)
    if (knownShare(curve, tenths / 10) >= 0.5) return tenths / 10;
  return curve.windowDays;
}

export function outcomeShown(
  { row, account, approvals, days, settlesOnDay, kept }: Followed,
  names: ReadonlyMap<string, string>,
): DecisionOutcome {
  const settled = kept?.kind === 'settled' ? kept : null;
  return {
    decision_id: row.id,
    made_at: row.madeAt,
    account: { id: account.id, name: account.name },
    currency: row.proposal.currency,
    approvals: [...approvals],
    source: row.basis.source,
    state: kept?.kind ?? 'open',
    first_day: days && dayText(days.first),
    last_day: days && dayText(days.last),
    settles_on: settlesOnDay === null ? null : dayText(settlesOnDay),
    settled_at: kept?.settledAt ?? null,
    whole: settled && cameOf(settled.whole),
    arms: (settled?.arms ?? []).map((arm) => ({
      ...cameOf(arm),
      id: arm.id,
      name: shownName(names.get(arm.id)) ?? arm.id,
    })),
  };
}

export const requestOutcomeShown = (
  { account, days, settlesOnDay, arms }: RequestOutcome,
  names: ReadonlyMap<string, string>,
): Output<'decide.requestOutcome'> => ({
  account: { id: account.id, name: account.name },
  currency: account.currency,
  state: days === null ? 'cut short' : arms === null ? 'open' : 'settled',
  first_day: days && dayText(days.first),
  last_day: days && dayText(days.last),
  settles_on: settlesOnDay === null ? null : dayText(settlesOnDay),
  arms: (arms ?? []).map(({ id, spendMinor, revenueMinor, orders }) => ({
    id,
    name: shownName(names.get(id)) ?? id,
    spend_minor: spendMinor,
    revenue_minor: revenueMinor,
    orders,
  })),
});

/** Of an arm for which nothing was foretold both are null. */
interface Came<F, A> extends Pick<ArmOutcome, 'spendMinor' | 'revenueMinor' | 'orders'> {
  readonly foretold: F;
  readonly asForetold: A;
}

export const cameOf = <F, A>({ spendMinor, revenueMinor, orders, foretold, asForetold }: Came<F, A>) => ({
  spend_minor: spendMinor,
  revenue_minor: revenueMinor,
  orders,
  foretold,
  as_foretold: asForetold,
});

export function whatIfShown(
  { account, inputs, proposal }: Decision,
  found: ReturnType<typeof tryAmounts>,
): Output<'decide.whatIf'> {
  const sum = (of: (arm: Decision['proposal']['arms'][number]) => number) =>
    proposal.arms.reduce((total, arm) => total + of(arm), 0);
  const { whole } = found;
  return {
    account: { id: account.id, name: account.name },
    currency: proposal.currency,
    inputs_hash: proposal.inputsHash,
    total_minor: found.totalMinor,
    total_beyond: found.bound.by,
    now_minor: sum(({ nowMinor }) => nowMinor),
    proposed_minor: sum(({ proposedMinor }) => proposedMinor),
    quantum_minor: inputs.rules.quantumMinor,
    arms: found.arms.map((arm, index) => ({
      id: arm.id,
      name: shownName(account.arms.find(({ id }) => id === arm.id)?.name) ?? arm.id,
      minor: arm.minor,
      now_minor: arm.nowMinor,
      proposed_minor: proposal.arms[index]?.proposedMinor ?? arm.nowMinor,
      tried: arm.tried && { least_minor: arm.tried.leastMinor, most_minor: arm.tried.mostMinor },
      reach: arm.reach,
      curve_known: arm.curveKnown,
      low_minor: arm.lowMinor,
      high_minor: arm.highMinor,
      broken_by: arm.brokenBy,
      revenue: arm.revenueMinor,
      roas: arm.roas,
    })),
    whole: whole && {
      revenue: whole.revenueMinor,
      profit: whole.profitMinor,
      roas: whole.roas,
      gain: plain(whole.gainMinor),
      worst_gain: whole.gainMinor.worst,
      p_gain: whole.pGain,
      over_proposal: whole.overProposalMinor,
    },
    infeasible: found.infeasible,
  };
}

const plain = ({ p5, p50, p95 }: Spread): Spread => ({ p5, p50, p95 });
