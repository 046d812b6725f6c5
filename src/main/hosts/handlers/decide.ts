import { createHash, randomBytes } from 'node:crypto';
import { AppError, type BudgetProposal, type Caller, type Input } from '../../../contract/index.ts';
import type { Source } from '../../core/decide/basis.ts';
import { calibrationOf } from '../../core/decide/follow-up.ts';
import type { Amounts } from '../../core/decide/proposal.ts';
import { contentsOf, type DecideParts, type Decision, decide, replays } from '../../stages/decide.ts';
import { followed } from '../../stages/follow-up.ts';
import { byHand, createAtHand, tryAmounts } from '../../stages/what-if.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { actorOf } from './approve.ts';
import { outcomeShown, shown, whatIfShown } from './decide-shown.ts';

type DecideHandlers = Pick<Handlers, Extract<keyof Handlers, `decide.${string}`>>;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export function decideHandlers({
  store,
  approvals,
  clock,
}: Pick<Owner, 'store' | 'approvals' | 'clock'>): DecideHandlers {
  const parts: DecideParts = { reader: store.reader, clock, hash };
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
    inputs_hash === undefined ? made({ account, source }, caller) : atHand.find(inputs_hash);

  /** Kept for replay and follow-up, and put into the queue. */
  async function asked(decision: Decision, caller: Caller): Promise<BudgetProposal> {
    const contents = contentsOf(decision);
    if (contents.length === 0) throw new AppError('CONFLICT', 'Nothing would move: leave it as it is.');
    const { account, basis, inputs, proposal } = decision;
    if (basis.blocked !== null) throw new AppError('CONFLICT', basis.blocked);
    const id = `dec_${randomBytes(8).toString('hex')}`;
    await store.writer.addDecision({ id, madeAt: clock.now(), account: account.id, basis, inputs, proposal });
    const by = actorOf(caller, approvals.person);
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
      return asked(byHand(parts, decision, amountsOf(wanted)), caller);
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

type ByHand = Input<'decide.proposeByHand'>;
const amountsOf = ({ budgets }: Pick<ByHand, 'budgets'>): Amounts =>
  Object.fromEntries(budgets.map(({ id, minor }) => [id, minor]));
