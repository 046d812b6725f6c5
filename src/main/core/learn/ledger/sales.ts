import { type LedgerRow, saleKey } from './row.ts';

/**
 * Rows by the sale that they tell of. Every shop begins to count at #1001, so one order number is one sale only within an ad
 * account, whatever name its shop was given; where no account is known, within a shop. A row that says neither belongs to
 * the sale of its number if there is but one and nobody knows its account either: it may else be of another client, unless that
 * account is the only one.
 */
export function salesIn(rows: readonly LedgerRow[]): Map<string, LedgerRow[]> {
  const sales = new Map<string, LedgerRow[]>();
  for (const [key, same] of Map.groupBy(rows, saleKey))
    for (const [whose, part] of partsOf(same)) sales.set(whose === '' ? key : `${key}\u0000${whose}`, part);
  return sales;
}

/** Rows of one number or one event, by whose they are. */
export function partsOf<T extends Pick<LedgerRow, 'account' | 'shop' | 'sole'>>(
  rows: readonly T[],
): Map<string, T[]> {
  const accountsOf = Map.groupBy(
    rows.filter(({ account }) => account !== null),
    ({ shop }) => shop,
  );
  const ofShop = (shop: string): string => {
    const accounts = new Set(accountsOf.get(shop)?.map(({ account }) => account));
    const [one] = accounts;
    return accounts.size === 1 && one ? one : shop;
  };
  const whose = ({ account, shop }: T): string | null => account ?? (shop === null ? null : ofShop(shop));
  const said = new Set(rows.flatMap((row) => whose(row) ?? []));
  const [alone = ''] = accountsOf.size === 0 && said.size === 1 ? said : [];
  const nobodys = ({ sole }: T): string => (sole !== undefined && said.has(sole) ? sole : alone);
  return Map.groupBy(rows, (row) => whose(row) ?? nobodys(row));
}
