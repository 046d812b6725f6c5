import type { PastAccount } from '../core/decide/as-of.ts';
import type { Backtest, BacktestInput } from '../core/decide/backtest.ts';
import type { Basis, ToldOfShop } from '../core/decide/basis.ts';
import type { BudgetAccount, ResultRow } from '../core/decide/budget-account.ts';
import type { Decided, DecideInput } from '../core/decide/decide-from.ts';
import type { Carried, Kept } from '../core/decide/follow-up.ts';
import type { ArmPlace } from '../core/decide/ledger-orders.ts';
import type { Inputs, Proposal, Refusal } from '../core/decide/proposal.ts';
import type { UserLimits } from '../core/decide/user-limits.ts';

/** A proposal as it was made, with all that it follows from: replayed, it gives the same numbers. */
export interface DecisionRow {
  readonly id: string;
  readonly madeAt: string;
  readonly account: string;
  readonly basis: Basis;
  readonly inputs: Inputs;
  /** `DECIDE_VERSION` of what made it; null of one from before engines were numbered. */
  readonly engine: number | null;
  readonly proposal: Proposal;
  /** What came of it, once that is known. */
  readonly outcome: Kept | null;
}

/** A decision without its inputs, which are as large as the history that it was made from. */
export interface MadeDecision extends Omit<DecisionRow, 'inputs'> {
  readonly windowDays: number;
}

export interface WantedDecisions {
  /** Of every account when absent. */
  readonly account?: string;
  /** Only those of which an approved change took effect. */
  readonly carriedOut: boolean;
  readonly limit: number;
}

/** How likely the delays of a week's orders were by the account's curve, and when that was looked at. */
export interface DelayAlarm {
  readonly p: number;
  readonly seenAt: string;
}

/** That a tracker has posted nothing since `at`, where so many orders were due. */
export interface Silence extends Pick<ToldOfShop, 'source' | 'shop' | 'at'> {
  readonly due: number;
}

export type StoredAccount = Omit<BudgetAccount, 'ledger' | 'limits'>;

export interface StoredLimits {
  readonly limits: UserLimits;
  /** Null before anything was set. */
  readonly setAt: string | null;
}

export interface DecideReader {
  /** The account with this id, or the one whose results were read last; with its running arms and their results since that day. */
  budgetAccount(id: string | null, sinceDay: string): Promise<StoredAccount | null>;
  /** Of these arms, also of those that run no more; both days included. What counts as a sale is as it was at `soldAs`, or now when null. */
  armResults(
    account: string,
    arms: readonly string[],
    since: string,
    until: string,
    soldAs: string | null,
  ): Promise<ResultRow[]>;
  armNames(account: string): Promise<ReadonlyMap<string, string>>;
  /** With a daily budget of their own, also those that run no more. */
  everyArm(account: string): Promise<PastAccount['arms']>;
  /** Which budget each ad and campaign of the account spends. */
  armPlaces(account: string): Promise<ArmPlace[]>;
  budgetLimits(account: string): Promise<StoredLimits>;
  decision(id: string): Promise<DecisionRow | null>;
  /** Newest first. */
  decisions(wanted: WantedDecisions): Promise<MadeDecision[]>;
  /** Approved changes of the account that took effect, oldest first. */
  carriedOut(account: string): Promise<Carried[]>;
}

export interface DecideWriter {
  addDecision(row: Omit<DecisionRow, 'outcome'>): Promise<void>;
  /** Null where its orders come as late as ever. */
  setDelayAlarm(account: string, alarm: DelayAlarm | null): Promise<void>;
  /** Null where its tracker posts, or was due to post too little to tell. */
  setSilence(account: string, silence: Silence | null): Promise<void>;
  setBudgetLimits(account: string, limits: UserLimits, at: string): Promise<void>;
  keepOutcome(decisionId: string, outcome: Kept): Promise<void>;
}

/** Where the arithmetic of a decision runs, so that nothing else waits for it. */
export interface Decider {
  decide(input: DecideInput): Promise<Decided>;
  propose(inputs: Inputs, seed: number): Promise<Proposal | Refusal>;
}

/** Where the arithmetic of a backtest runs, so that nothing else waits for it. */
export interface Backtester {
  run(input: BacktestInput, signal: AbortSignal): Promise<Backtest>;
}
