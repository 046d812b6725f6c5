import { AppError, type BudgetProposal, type Caller, type Input } from '../../../contract/index.ts';
import type { Source } from '../../core/decide/basis.ts';
import { calibrationOf } from '../../core/decide/follow-up.ts';
import type { Amounts } from '../../core/decide/proposal.ts';
import { contentsOf, type DecideParts, type Decision, decide, replay } from '../../stages/decide.ts';
import { followed, requestOutcome } from '../../stages/follow-up.ts';
import { byHand, createAtHand, stillHolds, tryAmounts } from '../../stages/what-if.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { actorOf } from './approve.ts';
import { backtestShown } from './backtest-shown.ts';
import { outcomeShown, requestOutcomeShown, shown, whatIfShown } from './decide-shown.ts';
import { keepDecision } from './keep-decision.ts';

type DecideHandlers = Omit<
  Pick<Handlers, Extract<keyof Handlers, `decide.${string}`>>,
  'decide.limits' | 'decide.setLimits'
>;

export function decideHandlers({
  store,
  approvals,
  clock,
  backtests,
  decider,
}: Pick<Owner, 'store' | 'approvals' | 'clock' | 'backtests' | 'decider'>): DecideHandlers {
  const parts: DecideParts = { reader: store.reader, clock, decider };
  const atHand = createAtHand();
  const made = async ({ account, total_minor, source }: Wanted, { person }: Caller) =>
    atHand.keep(
      await decide(parts, {
        account: account ?? null,
        totalMinor: total_minor ?? null,
        named: source === undefined ? null : { source, byPerson: person },
      }),
    );
  const startOf = ({ inputs_hash, account, source }: ByHand, caller: Caller) =>
    inputs_hash === undefined
      ? made({ account, source }, caller)
      : stillHolds(parts, atHand.find(inputs_hash));

  /** Kept for replay and follow-up, and put into the queue. */
  async function asked(decision: Decision, caller: Caller): Promise<BudgetProposal> {
    const contents = contentsOf(decision);
    if (contents.length === 0) throw new AppError('CONFLICT', 'Nothing would move: leave it as it is.');
    const { blocked } = decision.basis;
    if (blocked !== null) throw new AppError('CONFLICT', blocked);
    const by = actorOf(caller, approvals.person);
    await approvals.roomFor(by, contents.length);
    const id = await keepDecision(store, clock, decision);
    const proposals = await approvals.requestAll(
      contents.map((content) => ({ content, by, adId: null, decisionId: id })),
    );
    return { ...shown(decision), decision_id: id, proposals };
  }

  return {
    'decide.optimize': async (wanted, caller) => shown(await made(wanted, caller)),
    'decide.propose': async (wanted, caller) => asked(await made(wanted, caller), caller),
    async 'decide.whatIf'({ total_minor, ...wanted }, caller) {
      const decision = await startOf(wanted, caller);
      const tried = { amounts: amountsOf(wanted), totalMinor: total_minor ?? null };
      return whatIfShown(decision, tryAmounts(decision, tried));
    },
    async 'decide.proposeByHand'(wanted, caller) {
      const decision = await startOf(wanted, caller);
      return asked(await byHand({ ...parts, reader: store.reader }, decision, amountsOf(wanted)), caller);
    },
    async 'decide.backtest'({ account }) {
      return backtestShown(await backtests.run(account ?? null));
    },
    'decide.stopBacktest': async () => ({ stopped: backtests.stop() }),
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
    async 'decide.requestOutcome'({ id }) {
      const found = await requestOutcome(store.reader, id);
      if (!found) throw new AppError('NOT_FOUND', `No budget was changed by ${id} without a decision.`);
      const names = await store.reader.armNames(found.account.id);
      return requestOutcomeShown(found, names);
    },
    async 'decide.replay'({ id }) {
      const row = await store.reader.decision(id);
      if (!row) throw new AppError('NOT_FOUND', `No decision is called ${id}.`);
      const { seed, inputsHash } = row.proposal;
      const why = await replay(row, decider);
      return {
        id,
        made_at: row.madeAt,
        engine: row.engine,
        same: why === null,
        why,
        seed,
        inputs_hash: inputsHash,
      };
    },
  };
}

interface Wanted {
  readonly account?: string | undefined;
  readonly total_minor?: number | undefined;
  readonly source?: Source | undefined;
}

type ByHand = Input<'decide.proposeByHand'>;
const amountsOf = ({ budgets }: Pick<ByHand, 'budgets'>): Amounts =>
  Object.fromEntries(budgets.map(({ id, minor }) => [id, minor]));
