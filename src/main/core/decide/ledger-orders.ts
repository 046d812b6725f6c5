import type { LedgerTold } from '../../../contract/index.ts';
import { epochDayIn } from '../learn/ledger/days.ts';
import { orderRowsOf, tellsOfClick } from '../learn/ledger/delays.ts';
import type { Rate } from '../learn/ledger/rates.ts';
import { type LedgerRow, saleOf } from '../learn/ledger/row.ts';
import type { LedgerOrders } from './basis.ts';

/** An ad or a campaign of the account, and the budget that its money comes from; null where none of its own is known. */
export interface ArmPlace {
  readonly kind: 'ad' | 'campaign';
  readonly id: string;
  readonly name: string;
  readonly arm: string | null;
}

/**
 * Orders of the ledger by the budget that paid for their click. An id, or a name that one object alone bears, says which;
 * a campaign stands for its own budget only where it has one.
 */
export function ledgerOrders(
  rows: readonly LedgerRow[],
  places: readonly ArmPlace[],
  at: {
    readonly timeZone: string;
    readonly currency: string;
    readonly rates: readonly Rate[];
    readonly told: readonly LedgerTold[];
  },
): LedgerOrders {
  const byKey = { ad: keysOf(places, 'ad'), campaign: keysOf(places, 'campaign') };
  const armOf = (ad: string | null, campaign: string | null): string | null =>
    (ad === null ? undefined : byKey.ad.get(ad)) ??
    (campaign === null ? undefined : byKey.campaign.get(campaign)) ??
    null;
  const orders = orderRowsOf(rows, { ...at, armOf });
  // Whoever tells of no click can end no silence about orders that are counted by theirs.
  const tellers = new Set(rows.filter(tellsOfClick).map(({ source }) => source));
  const told = at.told
    .filter(({ source }) => tellers.has(source))
    .reduce<LedgerTold | null>((latest, one) => (latest === null || one.at > latest.at ? one : latest), null);
  const used = new Set(orders.map(({ order }) => order));
  const sales = new Set(rows.filter(({ status }) => status !== 'open').map(saleOf));
  return {
    orders,
    undated: [...sales].filter((sale) => !used.has(sale)).length,
    sources: [...new Set(rows.map(({ source }) => source))].sort(),
    told,
    knownUntilDay: told && epochDayIn(at.timeZone, told.at),
  };
}

function keysOf(places: readonly ArmPlace[], kind: ArmPlace['kind']): Map<string, string | null> {
  const own = places.filter((place) => place.kind === kind);
  const named = Map.groupBy(own, ({ name }) => name);
  const sole = own.filter(({ name }) => named.get(name)?.length === 1);
  return new Map([
    ...sole.map(({ name, arm }) => [name, arm] as const),
    ...own.map(({ id, arm }) => [id, arm] as const),
  ]);
}
