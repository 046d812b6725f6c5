import { quantile } from '../math/quantile.ts';
import type { Baseline } from './conservative.ts';
import type { Change, OrderRow, SpendRow } from './ledger.ts';
import type { Arm, BoundBy, Infeasible, Rules } from './limits.ts';
import type { PauseVerdict } from './pause.ts';
import type { Model, ModelSettings } from './posterior.ts';

/** Of the arithmetic from inputs to a proposal: raised where the same inputs and seed give other numbers than before. */
export const DECIDE_VERSION = 1;

/** Everything a proposal follows from, besides the seed. Money in minor units of one currency; days of one calendar. */
export interface Inputs {
  readonly currency: string;
  readonly nowDay: number;
  /** When the source of the orders was heard last; now when absent. */
  readonly knownDay?: number | undefined;
  readonly totalMinor: number;
  readonly arms: readonly Arm[];
  readonly spend: readonly SpendRow[];
  readonly orders: readonly OrderRow[];
  readonly changes: readonly Change[];
  /** As they were known the day before: an alarm is dated by when its rate began to change. As today when absent. */
  readonly changesBefore?: readonly Change[] | undefined;
  readonly rules: Rules;
  readonly model: ModelSettings;
  /** To earn, or to find the best arm as a test would. */
  readonly aim: 'earn' | 'find winner';
  /** Shares of the total for all arms evenly, and for arms that are new. */
  readonly exploreShare: number;
  readonly newArmShare: number;
  readonly baseline: Baseline | null;
  readonly draws: number;
  /** What a person gives to each arm, in place of what the model would. */
  readonly byHand?: Amounts | undefined;
}

/** The last moment of which anything is known. */
export const heardDayOf = ({ nowDay, knownDay = nowDay }: Pick<Inputs, 'nowDay' | 'knownDay'>): number =>
  Math.min(nowDay, knownDay);

/** Minor units a day, by the id of the arm. */
export type Amounts = Readonly<Record<string, number>>;

/** Of ten values nine lie between the first and the last. */
export interface Spread {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

export interface ArmProposal {
  readonly id: string;
  readonly nowMinor: number;
  readonly proposedMinor: number;
  /** What of that will be spent, where the arm spends clearly less than its budget. */
  readonly takenMinor?: number | undefined;
  /** P(the next unit of money brings more here than in the other arms as they are now); null for an only arm. */
  readonly pBetter: number | null;
  readonly pBest: number;
  readonly roas: Spread;
  /** What a day brings at what is spent of the proposed amount, and what an order is worth in the middle of the draws. */
  readonly revenueMinor: Spread;
  readonly orderValueMinor: number;
  readonly boundBy: BoundBy | null;
  readonly isNew: boolean;
  readonly pause: PauseVerdict;
  /** Belief that more money brings less each time; unknown while the spend never varied enough to tell. */
  readonly curve: { readonly bends: number; readonly known: boolean };
  /** The share after each step; the last is the propensity with which the policy gave money to this arm. */
  readonly shares: { readonly model: number; readonly explored: number; readonly final: number };
}

export interface Proposal {
  readonly kind: 'proposal';
  readonly currency: string;
  readonly nowDay: number;
  readonly totalMinor: number;
  readonly unspentMinor: number;
  readonly arms: readonly ArmProposal[];
  /** What the proposed split leaves per day, after margin and spend, beyond doing nothing. */
  readonly gainMinor: Spread & { readonly worst: number };
  readonly pBetter: number;
  /** How far the user's own split was left (1: all the way); 0 where a person set the amounts. */
  readonly followed: number;
  readonly model: Model;
  readonly draws: number;
  readonly seed: number;
  readonly inputsHash: string;
}

export interface Refusal {
  readonly kind: 'refused';
  readonly reason: Infeasible | 'no order is known yet' | 'no arm may spend';
}

export const spreadOf = (values: ArrayLike<number>): Spread => ({
  p5: quantile(values, 0.05),
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
});
