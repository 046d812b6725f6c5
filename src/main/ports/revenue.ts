import type { LedgerTold } from '../../contract/index.ts';
import type { ToldOfShop } from '../core/decide/basis.ts';
import type { RevenuePlace } from '../core/learn/ledger/answer.ts';
import type { GivenRate, Rate } from '../core/learn/ledger/rates.ts';
import type { MetaDay } from '../core/learn/ledger/revenue.ts';
import type { LedgerRow, Statement } from '../core/learn/ledger/row.ts';

export interface LedgerReader {
  /** Null when nothing that is known bears this name. As the ledger was at `knownAt`; now when null. */
  revenuePlace(kind: 'ad' | 'campaign', id: string, knownAt: string | null): Promise<RevenuePlace | null>;
  /** Every row with the order number of a row that names one of these, by its id or its name. */
  ledgerRows(place: Pick<RevenuePlace, 'ads' | 'campaigns'>): Promise<LedgerRow[]>;
  /** What Meta reports of it by day, as it was known at `knownAt`; now when null. */
  metaRevenue(
    account: string,
    kind: 'ad' | 'campaign',
    ids: readonly string[],
    knownAt: string | null,
  ): Promise<MetaDay[]>;
  /** When each source was last heard of about each shop. */
  ledgerTold(): Promise<ToldOfShop[]>;
  rowsOfSource(source: string): Promise<LedgerRow[]>;
  /** Every one that was ever given. */
  rates(): Promise<GivenRate[]>;
}

/** A file, a post, a refresh: what was told at once. */
export interface Telling {
  /** Alike in a replay of it, and else in no other. */
  readonly words: string;
  /** Whose sales it is about: an ad account by its id or its name, or a shop by any name; null where nobody says. */
  readonly shop: string | null;
  /** Who said so, also where it was about no sale; null where nothing follows about the sales that are not in it. */
  readonly told: LedgerTold | null;
}

export interface LedgerWriter {
  /**
   * Answers how many were news; the rest was there word for word. `overruled` of these say no time and were said otherwise
   * since, so that they may be true again. `takenBack` were known and count no longer: the same file is read otherwise now,
   * or the event has its order number since.
   */
  addLedgerRows(
    rows: readonly Statement[],
    telling: Telling,
  ): Promise<{
    readonly added: number;
    readonly known: number;
    readonly overruled: number;
    readonly takenBack: number;
  }>;
  /**
   * What these words of this source said counts no longer unless another telling says it too, and what was said before it
   * does; answers how many rows it takes back, also those that another had said otherwise since.
   */
  takeBack(telling: {
    readonly source: string;
    readonly words: string;
    readonly at: string;
  }): Promise<number>;
  /** From `at` on; what was known before stays. */
  setRate(rate: Omit<Rate, 'rate'> & { readonly rate: string | null }, at: string): Promise<void>;
}
