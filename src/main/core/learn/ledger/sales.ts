import { textOrder } from '../../text-order.ts';
import { type LedgerRow, saleKey } from './row.ts';

/**
 * Rows by the sale that they tell of. Every shop begins to count at #1001, so one order number is one sale only within a
 * shop, and never for ads of two ad accounts. A row that says no shop belongs to the sale of its number that it does not
 * contradict; where it names no ad either and there are several, to none of them.
 */
export function salesIn(rows: readonly LedgerRow[]): Map<string, LedgerRow[]> {
  const sales = new Map<string, LedgerRow[]>();
  for (const [key, same] of Map.groupBy(rows, saleKey))
    for (const [whose, part] of partsOf(same)) sales.set(whose === '' ? key : `${key}\u0000${whose}`, part);
  return sales;
}

/** Whoever says more comes first, whatever the order in which rows came. */
const silence = ({ shop, account }: LedgerRow): number => (shop !== null ? 0 : account !== null ? 1 : 2);

function partsOf(rows: readonly LedgerRow[]): Map<string, LedgerRow[]> {
  const parts = new Map<string, LedgerRow[]>();
  const sorted = rows.toSorted(
    (a, b) =>
      silence(a) - silence(b) ||
      textOrder(a.shop ?? '', b.shop ?? '') ||
      textOrder(a.account ?? '', b.account ?? ''),
  );
  for (const row of sorted) {
    const whose = row.shop ?? fitting(row, parts) ?? row.account ?? '';
    const part = parts.get(whose);
    if (part) part.push(row);
    else parts.set(whose, [row]);
  }
  return parts;
}

function fitting(
  { account }: LedgerRow,
  parts: ReadonlyMap<string, readonly LedgerRow[]>,
): string | undefined {
  const fits = [...parts].filter(([, part]) => {
    const theirs = part.flatMap((row) => row.account ?? []);
    return account === null || theirs.length === 0 || theirs.includes(account);
  });
  return account !== null || fits.length === 1 ? fits[0]?.[0] : undefined;
}
