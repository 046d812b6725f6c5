import { bySource, type Order } from './orders.ts';
import { type LedgerRow, saleKey } from './row.ts';

/** That a source knows a sale of an ad account. */
export interface ToldSale {
  readonly source: string;
  readonly shop: string | null;
  readonly sale: string;
  readonly numbered: boolean;
  readonly happenedAt: string;
}

type Teller = Pick<
  LedgerRow,
  Exclude<keyof ToldSale, 'sale' | 'numbered'> | 'account' | 'order' | 'eventId' | 'kind' | 'status'
>;

/** A refund tells of no sale. That a row is of the ad account says nothing of which of its shops. */
export const toldSales = (rows: readonly Teller[]): ToldSale[] =>
  rows
    .filter(({ kind, status }) => kind === 'order' && status !== 'open')
    .map((row) => ({
      source: row.source,
      shop: row.shop === row.account ? null : row.shop,
      sale: saleKey(row),
      numbered: row.order !== null,
      happenedAt: row.happenedAt,
    }));

/** The sources whose sales without an order number are added up, and until when; null for good. */
export type Adding = ReadonlyMap<string, string | null>;

/** By so many days two sources may date one sale apart: a deal is closed after it was paid. */
const datedApartDays = 28;

/**
 * Whose sales without an order number add up; those with one always do, once for each number. Without one nothing shows
 * that two sources tell of the same sale: those of a source stand aside from when another tells of numbered ones, and where
 * several have such sales, those of the source that knows most count. Sources that each say their shop are apart where the
 * shops differ.
 */
export function addingUp(told: readonly ToldSale[]): Adding {
  const sources = [...Map.groupBy(told, ({ source }) => source)].map(([source, sales]) => ({
    source,
    shops: new Set(sales.map(({ shop }) => shop)),
    numberedFrom: earliest(sales.flatMap((one) => (one.numbered ? [one.happenedAt] : []))),
    hasOthers: sales.some(({ numbered }) => !numbered),
    size: new Set(sales.map(({ sale }) => sale)).size,
  }));
  sources.sort((a, b) => b.size - a.size || bySource(a.source, b.source));
  const adding = new Map<string, string | null>();
  for (const one of sources) {
    const rivals = sources.filter(
      (other) =>
        other !== one && (one.shops.has(null) || other.shops.has(null) || share(one.shops, other.shops)),
    );
    if (!one.hasOthers || rivals.some(({ source }) => adding.has(source))) continue;
    const numbered = earliest(rivals.flatMap(({ numberedFrom }) => numberedFrom ?? []));
    adding.set(one.source, numbered && before(numbered, datedApartDays));
  }
  return adding;
}

const earliest = (instants: readonly string[]): string | null =>
  instants.reduce<string | null>((first, one) => (first === null || one < first ? one : first), null);
const before = (instant: string, days: number): string =>
  new Date(Date.parse(instant) - days * 86_400_000).toISOString();
const share = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean => [...a].some((one) => b.has(one));

export function isAdded(
  { source, numbered, happenedAt }: Pick<Order, 'source' | 'numbered' | 'happenedAt'>,
  adding: Adding,
): boolean {
  const until = adding.get(source);
  return numbered || until === null || (until !== undefined && happenedAt < until);
}
