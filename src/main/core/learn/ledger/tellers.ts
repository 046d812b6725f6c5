import { bySource, type Order } from './orders.ts';
import { type LedgerRow, saleKey } from './row.ts';

/** That a source knows a sale of an ad account. */
export interface ToldSale {
  readonly source: string;
  readonly shop: string | null;
  readonly sale: string;
  readonly numbered: boolean;
}

type Teller = Pick<LedgerRow, 'source' | 'shop' | 'account' | 'order' | 'eventId' | 'kind' | 'status'>;

/** A refund tells of no sale. That a row is of the ad account says nothing of which of its shops. */
export const toldSales = (rows: readonly Teller[]): ToldSale[] =>
  rows
    .filter(({ kind, status }) => kind === 'order' && status !== 'open')
    .map((row) => ({
      source: row.source,
      shop: row.shop === row.account ? null : row.shop,
      sale: saleKey(row),
      numbered: row.order !== null,
    }));

/** The sources whose sales without an order number are added up. */
export type Adding = ReadonlySet<string>;

/**
 * Whose sales without an order number add up; those with one always do, once for each number. Without one nothing shows
 * that two sources tell of the same sale: those of a source stand aside where another tells of numbered ones, and where
 * none does, those of the source that knows most sales count. Sources that each say their shop are apart where the shops
 * differ.
 */
export function addingUp(told: readonly ToldSale[]): Adding {
  const sources = [...Map.groupBy(told, ({ source }) => source)].map(([source, sales]) => ({
    source,
    shops: new Set(sales.map(({ shop }) => shop)),
    numbers: sales.some(({ numbered }) => numbered),
    size: new Set(sales.map(({ sale }) => sale)).size,
  }));
  sources.sort((a, b) => b.size - a.size || bySource(a.source, b.source));
  const adding = new Set<string>();
  for (const one of sources) {
    const rivals = sources.filter(
      (other) =>
        other !== one && (one.shops.has(null) || other.shops.has(null) || share(one.shops, other.shops)),
    );
    if (!rivals.some(({ source, numbers }) => numbers || adding.has(source))) adding.add(one.source);
  }
  return adding;
}

const share = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean => [...a].some((one) => b.has(one));

export const isAdded = ({ source, numbered }: Pick<Order, 'source' | 'numbered'>, adding: Adding): boolean =>
  numbered || adding.has(source);
