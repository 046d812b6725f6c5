import type { DayRange } from '../core/learn/meta/days.ts';
import type { DayFigures, Level } from '../core/learn/meta/figures.ts';
import type { MetaAccount } from './meta.ts';

export interface MetaNowQuestion {
  readonly level: Level;
  /** Of that level; those with the most spend where none is named. */
  readonly ids: readonly string[];
  readonly range: DayRange;
}

/** A campaign, an ad set, an ad or the account itself, as Meta tells of it at this moment. */
export interface MetaNowThing {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly effectiveStatus: string;
  readonly dailyBudgetMinor: number | null;
  readonly lifetimeBudgetMinor: number | null;
  readonly learning: string | null;
  /** What Meta says keeps it from running. */
  readonly issues: readonly string[];
}

export interface MetaNow {
  /** Figures of all days together; null where nothing was delivered. */
  readonly things: readonly (MetaNowThing & { readonly figures: DayFigures | null })[];
  /** There are others, with less spend. */
  readonly more: boolean;
}

/** Meta, for somebody who waits: what cannot be told at once is refused. Throws AppError; nothing is kept. */
export interface MetaNowPort {
  /** The accounts that are named, or all that the token may read and that are in use. */
  accounts(named: readonly string[], signal: AbortSignal): Promise<MetaAccount[]>;
  ask(account: MetaAccount, question: MetaNowQuestion, signal: AbortSignal): Promise<MetaNow>;
}
