import { createHash, randomBytes } from 'node:crypto';
import { AppError, type BudgetProposal, type Caller, type DecisionOutcome } from '../../../contract/index.ts';
import { basisRule, type Source } from '../../core/decide/basis.ts';
import { knownShare } from '../../core/decide/delay.ts';
import { calibrationOf } from '../../core/decide/follow-up.ts';
import type { ArmOutcome } from '../../core/decide/outcome.ts';
import { dayText } from '../../core/learn/ledger/days.ts';
import { contentsOf, type DecideParts, type Decision, decide, replays } from '../../stages/decide.ts';
import { type Followed, followed } from '../../stages/follow-up.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { actorOf } from './approve.ts';

type DecideHandlers = Pick<Handlers, Extract<keyof Handlers, `decide.${string}`>>;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export function decideHandlers({
  store,
  approvals,
  clock,
}: Pick<Owner, 'store' | 'approvals' | 'clock'>): DecideHandlers {
  const parts: DecideParts = { reader: store.reader, clock, hash };
  const made = ({ account, total_minor, source }: Wanted, { person }: Caller) =>
    decide(parts, {
      account: account ?? null,
      totalMinor: total_minor ?? null,
      named: source === undefined ? null : { source, byPerson: person },
    });

  return {
    'decide.optimize': async (wanted, caller) => shown(await made(wanted, caller)),
    async 'decide.propose'(wanted, caller) {
      const decision = await made(wanted, caller);
      const contents = contentsOf(decision);
      if (contents.length === 0) throw new AppError('CONFLICT', 'Nothing would move: leave it as it is.');
      const { account, basis, inputs, proposal } = decision;
      if (basis.blocked !== null) throw new AppError('CONFLICT', basis.blocked);
      const id = `dec_${randomBytes(8).toString('hex')}`;
      await store.writer.addDecision({
        id,
        madeAt: clock.now(),
        account: account.id,
        basis,
        inputs,
        proposal,
      });
      const by = actorOf(caller, approvals.person);
      const proposals = await approvals.requestAll(
        contents.map((content) => ({ content, by, adId: null, decisionId: id })),
      );
      return { ...shown(decision), decision_id: id, proposals };
    },
    async 'decide.outcomes'({ id, limit }) {
      const all = await followed(store.reader, 200);
      const found = all.filter(({ row }) => id === undefined || row.id === id).slice(0, limit);
      const [first] = found;
      const ofAccount = all.filter(({ row }) => row.account === first?.row.account);
      const names = first ? await store.reader.armNames(first.row.account) : new Map<string, string>();
      return {
        outcomes: found.map((one) => outcomeShown(one, names)),
        calibration: calibrationOf(ofAccount.flatMap(({ kept }) => kept ?? [])),
      };
    },
    async 'decide.replay'({ id }) {
      const row = await store.reader.decision(id);
      if (!row) throw new AppError('NOT_FOUND', `No decision is called ${id}.`);
      const { seed, inputsHash } = row.proposal;
      return { id, made_at: row.madeAt, same: replays(row, hash), seed, inputs_hash: inputsHash };
    },
  };
}

interface Wanted {
  readonly account?: string | undefined;
  readonly total_minor?: number | undefined;
  readonly source?: Source | undefined;
}

function shown({ account, basis, inputs, proposal, orders, days, pastScatter }: Decision): BudgetProposal {
  const { model } = proposal;
  return {
    account: { id: account.id, name: account.name },
    currency: proposal.currency,
    total_minor: proposal.totalMinor,
    unspent_minor: proposal.unspentMinor,
    arms: proposal.arms.map((arm) => {
      const known = account.arms.find(({ id }) => id === arm.id);
      const own = inputs.orders.filter((order) => order.arm === arm.id);
      return {
        id: arm.id,
        name: known?.name ?? arm.id,
        level: known?.level ?? 'ad_set',
        now_minor: arm.nowMinor,
        proposed_minor: arm.proposedMinor,
        p_better: arm.pBetter,
        roas: arm.roas,
        bound_by: arm.boundBy,
        pause: arm.pause.verdict === 'pause' || arm.pause.verdict === 'stop loss',
        is_new: arm.isNew,
        orders: new Set(own.map(({ order }) => order)).size,
        curve_known: arm.curve.known,
      };
    }),
    expected_gain: { p5: proposal.gainMinor.p5, p50: proposal.gainMinor.p50, p95: proposal.gainMinor.p95 },
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
      rule: basisRule,
      blocked: basis.blocked,
    },
    explain: {
      orders,
      closed_days: days,
      delay_median_days: medianDelay(model.delay.curve),
      delay_orders: model.delay.orders,
      discount: inputs.model.discount,
      dispersion: model.rates.dispersion,
      past_scatter: pastScatter,
    },
    decision_id: null,
    proposals: [],
  };
}

/** To a tenth of a day. */
function medianDelay(curve: Decision['proposal']['model']['delay']['curve']): number {
  for (let tenths = 0; tenths < curve.windowDays * 10; tenths += 1)
    if (knownShare(curve, tenths / 10) >= 0.5) return tenths / 10;
  return curve.windowDays;
}

function outcomeShown(
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
      name: names.get(arm.id) ?? arm.id,
    })),
  };
}

/** Of an arm for which nothing was foretold both are null. */
interface Came<F, A> extends Pick<ArmOutcome, 'spendMinor' | 'revenueMinor' | 'orders'> {
  readonly foretold: F;
  readonly asForetold: A;
}

const cameOf = <F, A>({ spendMinor, revenueMinor, orders, foretold, asForetold }: Came<F, A>) => ({
  spend_minor: spendMinor,
  revenue_minor: revenueMinor,
  orders,
  foretold,
  as_foretold: asForetold,
});
