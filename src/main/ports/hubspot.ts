import type { Deal } from '../core/learn/import/deal.ts';

export interface DealsPort {
  /** Every deal, archived ones too, in batches; ads and campaigns are those of the deal, else of its contacts. */
  deals(signal: AbortSignal): AsyncIterable<Deal[]>;
}
