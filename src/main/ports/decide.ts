import type { BudgetAccount } from '../core/decide/from-results.ts';
import type { Inputs, Proposal } from '../core/decide/proposal.ts';

/** A proposal as it was made, with all that it follows from: replayed, it gives the same numbers. */
export interface DecisionRow {
  readonly id: string;
  readonly madeAt: string;
  readonly account: string;
  readonly inputs: Inputs;
  readonly proposal: Proposal;
}

export interface DecideReader {
  /** The account with this id, or the one that was read last; with its running arms and their results since that day. */
  budgetAccount(id: string | null, sinceDay: string): Promise<BudgetAccount | null>;
  decision(id: string): Promise<DecisionRow | null>;
  /** Newest first. */
  decisions(limit: number): Promise<DecisionRow[]>;
}

export interface DecideWriter {
  addDecision(row: DecisionRow): Promise<void>;
}
