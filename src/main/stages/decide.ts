import { AppError, majorText } from '../../contract/index.ts';
import type { BudgetChange, Content } from '../core/approve/content.ts';
import type { Basis, LedgerOrders, Named } from '../core/decide/basis.ts';
import type { Belief } from '../core/decide/belief.ts';
import { type BudgetAccount, type BudgetArm, localDay } from '../core/decide/budget-account.ts';
import { calibrationOf } from '../core/decide/follow-up.ts';
import { ledgerOrders } from '../core/decide/ledger-orders.ts';
import type { Inputs, Proposal, Refusal } from '../core/decide/proposal.ts';
import { whyOtherwise } from '../core/decide/replay.ts';
import type { Clock, DecideReader, Decider, DecisionRow, LedgerReader, StoredAccount } from '../ports.ts';
import { storedAccount } from './stored-account.ts';

export interface DecideParts {
  readonly reader: DecideReader & Pick<LedgerReader, 'ledgerRows' | 'rates' | 'ledgerTold'>;
  readonly clock: Clock;
  readonly decider: Decider;
}

/** How much history a decision looks at. */
const historyDays = 90;
export const historySince = (now: string): string =>
  new Date(Date.parse(now) - historyDays * 86_400_000).toISOString().slice(0, 10);

export interface Decision {
  readonly account: BudgetAccount;
  readonly basis: Basis;
  readonly inputs: Inputs;
  readonly belief: Belief;
  readonly proposal: Proposal;
  readonly orders: number;
  readonly days: number;
  readonly totalBoundBy: 'floor' | 'ceiling' | null;
  /** Null while too few earlier outcomes are known. */
  readonly pastScatter: number | null;
  /** How likely this week's delays are by the curve; null where too few orders came in. */
  readonly delayP: number | null;
}

/** A split of the daily money over the account's budgets, from what is stored. */
export async function decide(
  { reader, clock, decider }: DecideParts,
  wanted: {
    readonly account: string | null;
    readonly totalMinor: number | null;
    readonly named: Named | null;
  },
): Promise<Decision> {
  const now = clock.now();
  const stored = await storedAccount(reader, wanted.account, historySince(now));
  const { limits } = await reader.budgetLimits(stored.id);
  const account = { ...stored, limits, ledger: await ledgerOf({ reader }, stored) };
  const ofAccount = { account: account.id, limit: 50 };
  const carried = await reader.decisions({ ...ofAccount, carriedOut: true });
  const { scatter } = calibrationOf(carried.flatMap(({ outcome }) => outcome ?? []));
  const { totalMinor, named } = wanted;
  const nowDay = localDay(account.timeZone, now);
  const wantedNow = { nowDay, totalMinor, named, pastScatter: scatter ?? 1 };
  const decided = await decider.decide({ account, wanted: wantedNow });
  if (decided.kind === 'not enough') throw new AppError('NOT_ENOUGH_DATA', decided.reason);
  const { kind, answer, ...found } = decided;
  return { ...found, account, proposal: possible(answer, found.inputs), pastScatter: scatter };
}

export function possible(answer: Proposal | Refusal, inputs: Inputs): Proposal {
  if (answer.kind === 'proposal') return answer;
  const total = `${majorText(inputs.totalMinor, inputs.currency)} ${inputs.currency}`;
  switch (answer.reason) {
    case 'no order is known yet':
      throw new AppError('NOT_ENOUGH_DATA', `No split is possible: ${answer.reason}.`);
    case 'no arm may spend':
      throw new AppError('CONFLICT', 'No split is possible: every budget is paused, or should be.');
    case 'floors exceed the total':
      throw new AppError(
        'CONFLICT',
        `No split is possible: the floors add up to more than the ${total} of a day. Lower a floor, or raise the total.`,
      );
    case 'held arms exceed the total':
      throw new AppError(
        'CONFLICT',
        `No split is possible: budgets that must not be changed now take more than the ${total} of a day. Raise the total, or wait until they may be.`,
      );
  }
}

/** What the revenue ledger knows of the account's orders. */
export async function ledgerOf(
  { reader }: Pick<DecideParts, 'reader'>,
  account: Pick<StoredAccount, 'id' | 'timeZone' | 'currency'>,
): Promise<LedgerOrders> {
  const places = await reader.armPlaces(account.id);
  const ids = (kind: 'ad' | 'campaign') => places.flatMap((place) => (place.kind === kind ? [place.id] : []));
  const rows = await reader.ledgerRows({ ads: ids('ad'), campaigns: ids('campaign') });
  return ledgerOrders(rows, places, {
    ...account,
    given: await reader.rates(),
    told: await reader.ledgerTold(),
  });
}

/** Why the stored inputs and seed do not give the stored numbers; null where they do, to the last digit. */
export const replay = async (row: DecisionRow, decider: Decider): Promise<string | null> =>
  whyOtherwise(row, await decider.propose(row.inputs, row.proposal.seed));

type Asked = Proposal['arms'][number];

/** Amounts that were set by hand pause nothing. */
export const isPausing = ({ byHand }: Inputs, { pause }: Asked): boolean =>
  !byHand && (pause.verdict === 'pause' || pause.verdict === 'stop loss');
export const isResuming = (known: BudgetArm | undefined, { proposedMinor }: Asked): boolean =>
  Boolean(known?.paused) && proposedMinor > 0;

/**
 * What a person is asked for: one request for the pauses, one for all that moves, which spends what those free, and one for
 * what is resumed, which spends what the other two free. None is carried out before those that it waits for.
 */
export function contentsOf({
  account,
  inputs,
  proposal,
}: Pick<Decision, 'account' | 'inputs' | 'proposal'>): Content[] {
  const place = { account: account.id, client: account.id, currency: account.currency };
  const known = new Map(account.arms.map((arm) => [arm.id, arm]));
  const pausing = proposal.arms.filter((arm) => isPausing(inputs, arm));
  const resumed = proposal.arms.filter((arm) => isResuming(known.get(arm.id), arm));
  const changes = proposal.arms.flatMap((arm): BudgetChange[] => {
    if (pausing.includes(arm)) return [];
    const { id, proposedMinor } = arm;
    const isResumed = resumed.includes(arm);
    // A paused one spends nothing, and keeps a budget of its own at the platform.
    const beforeMinor = isResumed ? (known.get(id)?.budgetMinor ?? 0) : arm.nowMinor;
    if (beforeMinor === proposedMinor) return [];
    const name = known.get(id)?.name;
    return [
      {
        target: id,
        name,
        beforeMinor,
        afterMinor: proposedMinor,
        ...(isResumed && { paused: true as const }),
      },
    ];
  });
  const switches = (arms: typeof pausing, side: 'nowMinor' | 'proposedMinor') =>
    arms.map((arm) => ({ target: arm.id, name: known.get(arm.id)?.name, budgetMinor: arm[side] }));
  return [
    ...(pausing.length > 0
      ? [{ ...place, kind: 'pause' as const, switches: switches(pausing, 'nowMinor') }]
      : []),
    ...(changes.length > 0 ? [{ ...place, kind: 'budget change' as const, changes }] : []),
    ...(resumed.length > 0
      ? [{ ...place, kind: 'resume' as const, switches: switches(resumed, 'proposedMinor') }]
      : []),
  ];
}
