import type { LedgerTold } from '../../contract/index.ts';
import type { RevenuePlace } from '../core/learn/ledger/answer.ts';
import type { Rate } from '../core/learn/ledger/rates.ts';
import type { MetaDay } from '../core/learn/ledger/revenue.ts';
import type { LedgerRow } from '../core/learn/ledger/row.ts';

export interface LedgerReader {
  /** Null when nothing that is known bears this name. */
  revenuePlace(kind: 'ad' | 'campaign', id: string): Promise<RevenuePlace | null>;
  /** Every row of every sale of which some row names one of these. */
  ledgerRows(place: Pick<RevenuePlace, 'ads' | 'campaigns'>): Promise<LedgerRow[]>;
  /** What Meta reports of it by day, as it was known at `knownAt`; now when null. */
  metaRevenue(
    account: string,
    kind: 'ad' | 'campaign',
    ids: readonly string[],
    knownAt: string | null,
  ): Promise<MetaDay[]>;
  /** When each source was last heard of. */
  ledgerTold(): Promise<LedgerTold[]>;
  rowsOfSource(source: string): Promise<LedgerRow[]>;
  rates(): Promise<Rate[]>;
}

export interface LedgerWriter {
  /**
   * Answers how many were new; the rest was there word for word. `told` is who said so, also where it was about no sale;
   * null where nothing follows from it about the sales that are not among the rows.
   */
  addLedgerRows(rows: readonly LedgerRow[], told: LedgerTold | null): Promise<number>;
  setRate(rate: Omit<Rate, 'rate'> & { readonly rate: string | null }): Promise<void>;
}
