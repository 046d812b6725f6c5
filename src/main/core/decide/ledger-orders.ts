import { epochDayIn } from '../learn/ledger/days.ts';
import { orderRowsOf, tellsOfClick } from '../learn/ledger/delays.ts';
import type { GivenRate } from '../learn/ledger/rates.ts';
import type { LedgerRow } from '../learn/ledger/row.ts';
import { salesIn } from '../learn/ledger/sales.ts';
import { tellersOf, toldSales } from '../learn/ledger/tellers.ts';
import type { LedgerOrders, ToldOfShop } from './basis.ts';

/** An ad or a campaign of the account, and the budget that its money comes from; null where none of its own is known. */
export interface ArmPlace {
  readonly kind: 'ad' | 'campaign';
  readonly id: string;
  readonly arm: string | null;
}

/**
 * Orders of the ledger by the budget that paid for their click: the one of their ad; a campaign stands for its own budget
 * only where it has one.
 */
export function ledgerOrders(
  rows: readonly LedgerRow[],
  places: readonly ArmPlace[],
  at: {
    /** Of the ad account. */
    readonly id: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly given: readonly GivenRate[];
    readonly told: readonly ToldOfShop[];
  },
): LedgerOrders {
  const arms = new Map(places.map(({ kind, id, arm }) => [`${kind} ${id}`, arm]));
  const armOf = (ad: string | null, campaign: string | null): string | null =>
    arms.get(arms.has(`ad ${ad}`) ? `ad ${ad}` : `campaign ${campaign}`) ?? null;
  const ofClicks = rows.filter(tellsOfClick);
  // A source that tells of no click gives no orders here, so it takes the place of none that does.
  const own = ofClicks.filter(({ account }) => account === at.id);
  const known = toldSales(own);
  const orders = orderRowsOf(rows, { ...at, tellers: tellersOf(known), armOf });
  // Whoever tells of no click can end no silence about orders that are counted by theirs, nor who tells of other shops, nor
  // whose sales were all taken back.
  const standing = new Set(known.flatMap(({ source, until }) => (until === null ? [source] : [])));
  const tellers = Map.groupBy(
    own.filter(({ source }) => standing.has(source)),
    ({ source }) => source,
  );
  const ofOthers = new Set(
    at.told.flatMap(({ source, shop }) => (shop === null || shop === at.id ? [] : [source])),
  );
  // What tells without a shop was of this account while there was no other, and still is where it names none.
  const isOf = ({ source, shop }: ToldOfShop, row: LedgerRow): boolean =>
    shop === at.id || shop === row.shop || (shop === null && row.shop === at.id && !ofOthers.has(source));
  const told = at.told
    .filter((word) => tellers.get(word.source)?.some((row) => isOf(word, row)))
    .reduce<ToldOfShop | null>((latest, one) => (latest === null || one.at > latest.at ? one : latest), null);
  const used = new Set(orders.map(({ order }) => order));
  const sales = [...salesIn(rows)].filter(([, told]) => told.some(({ status }) => status !== 'open'));
  return {
    orders,
    undated: sales.filter(([sale]) => !used.has(sale)).length,
    sources: [...new Set(rows.map(({ source }) => source))].sort(),
    told,
    knownUntilDay: told && epochDayIn(at.timeZone, told.at),
  };
}
