import type { Order } from './orders.ts';
import { type LedgerRow, saleKey } from './row.ts';

/** That a source knows a sale of an ad account. */
export interface ToldSale {
  readonly source: string;
  readonly shop: string | null;
  readonly sale: string;
  readonly numbered: boolean;
}

export const toldSales = (rows: readonly LedgerRow[]): ToldSale[] =>
  rows
    .filter(({ status }) => status !== 'open')
    .map((row) => ({ source: row.source, shop: row.shop, sale: saleKey(row), numbered: row.order !== null }));

/** Of which sources all sales are added up, of which those with an order number; no sale of any other is. */
export type Adding = ReadonlyMap<string, 'all' | 'numbered'>;

/**
 * Whose sales of an ad account add up. Only a common order number shows that two sources tell of the same sale, so that what
 * the one lacks is another. The source that knows most sales counts; of a further one the numbered sales do if the two have
 * some number in common, and all if each says its shop and the shops differ. The rest may be the same sales once more.
 */
export function addingUp(told: readonly ToldSale[]): Adding {
  const sources = [...Map.groupBy(told, ({ source }) => source)].map(([source, sales]) => ({
    source,
    shops: new Set(sales.map(({ shop }) => shop)),
    numbers: new Set(sales.filter(({ numbered }) => numbered).map(({ sale }) => sale)),
    size: new Set(sales.map(({ sale }) => sale)).size,
  }));
  sources.sort((a, b) => b.size - a.size || (a.source < b.source ? -1 : 1));
  const adding = new Map<string, 'all' | 'numbered'>();
  for (const one of sources) {
    const rivals = sources.filter(
      (other) =>
        adding.has(other.source) &&
        (one.shops.has(null) || other.shops.has(null) || share(one.shops, other.shops)),
    );
    if (rivals.length === 0) adding.set(one.source, 'all');
    else if (rivals.some(({ numbers }) => share(numbers, one.numbers))) adding.set(one.source, 'numbered');
  }
  return adding;
}

const share = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean => [...a].some((one) => b.has(one));

/** By any of those who know it. */
export const isAdded = (
  { source, alsoIn, numbered }: Pick<Order, 'source' | 'alsoIn' | 'numbered'>,
  adding: Adding,
): boolean => [source, ...alsoIn].some((one) => adding.get(one) === 'all' || (numbered && adding.has(one)));
