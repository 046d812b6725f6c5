import type { LedgerTold } from '../../../contract/index.ts';
import type { OrderRow, SpendRow } from './ledger.ts';
import { overdueOf } from './silence.ts';

/** Whose orders a proposal counts: those of the revenue ledger, or those that the platform attributes to itself. */
export type Source = 'ledger' | 'meta';

/** Who asked for one source rather than the other. */
export interface Named {
  readonly source: Source;
  readonly byPerson: boolean;
}

/** That a source was heard of about the sales of a shop; null where nobody said of which. */
export interface ToldOfShop extends LedgerTold {
  readonly shop: string | null;
}

/** What the ledger knows of an account's orders, in the words of this model. */
export interface LedgerOrders {
  readonly orders: readonly OrderRow[];
  /** Sales of the account's ads that cannot be used: their click is not known, or not which budget they belong to. */
  readonly undated: number;
  /** Who told of them. */
  readonly sources: readonly string[];
  /** The last that was heard of those of them that tell of clicks; null where none does. */
  readonly told: ToldOfShop | null;
  /** The same as a day of the account with its fraction: later spend may have brought what nobody has told yet. */
  readonly knownUntilDay: number | null;
}

export interface Basis {
  readonly source: Source;
  readonly sources: readonly string[];
  /** On the days that both know. */
  readonly ledgerOrders: number;
  readonly metaOrders: number;
  /** Revenue of the ledger against the platform's on those days; null where the platform reports none. */
  readonly ratio: number | null;
  readonly undated: number;
  /** Until when the ledger's silence says that nothing was sold. Absent where it tells of no click. */
  readonly told?: LedgerTold | undefined;
  /** Orders that were due on the days since (`silence.ts`); absent where too few to wonder at. */
  readonly overdue?: number | undefined;
  /** Why nothing may be proposed on it; null where something may, since all is well or a person has named the source. */
  readonly blocked: string | null;
}

/** The rule by which one source is chosen; shown with every proposal. */
export const basisRule =
  'Orders of the revenue ledger count where it knows the click of at least 30 of them; else what Meta attributes. The two are never added.';

const ordersNeeded = 30;
/** Further apart than this the two do not speak of the same sales (`bandit.md` 1.7). */
const ratioBounds = [0.5, 2] as const;

export interface Based {
  readonly basis: Basis;
  readonly spend: readonly SpendRow[];
  readonly orders: readonly OrderRow[];
}

/** What speaks against counting either before a person has looked, whichever was named. */
export function doubtOf({ ledgerOrders, ratio }: Pick<Basis, 'ledgerOrders' | 'ratio'>): string | null {
  if (ledgerOrders < ordersNeeded || ratio === null || (ratio >= ratioBounds[0] && ratio <= ratioBounds[1]))
    return null;
  return `The ledger holds ${Math.round(ratio * 100)} % of what Meta reports for the same days: one of them is wrong. A person finds out which, or names the one to count.`;
}

/**
 * Chooses the source, or takes the one that was named; only a person's naming it lifts the doubt. The ledger speaks for the days from its first click to its
 * last word: spend before and after is left out, since without its orders it would look wasted.
 */
export function basedOn(
  spend: readonly SpendRow[],
  meta: readonly OrderRow[],
  ledger: LedgerOrders,
  named: Named | null,
): Based {
  const [first, last] = spanOf(ledger);
  const inside = (day: number) => day >= first && day <= last;
  const days = new Set(spend.map(({ arm, epochDay }) => `${arm} ${epochDay}`));
  const own = ledger.orders.filter(
    ({ arm, clickedDay }) => inside(Math.floor(clickedDay)) && days.has(`${arm} ${Math.floor(clickedDay)}`),
  );
  const theirs = meta.filter(({ clickedDay }) => inside(Math.floor(clickedDay)));
  const ledgerOrders = countOf(own);
  const source = named?.source ?? (ledgerOrders >= ordersNeeded ? 'ledger' : 'meta');
  const worth = worthOf(theirs);
  const ratio = worth > 0 ? worthOf(own) / worth : null;
  const basis: Basis = {
    source,
    sources: ledger.sources,
    ledgerOrders,
    metaOrders: countOf(theirs),
    ratio,
    undated: ledger.undated,
    ...toldIn(spend, ledger),
    blocked: named?.byPerson ? null : doubtOf({ ledgerOrders, ratio }),
  };
  if (source === 'meta') return { basis, spend, orders: meta };
  return { basis, spend: spend.filter(({ epochDay }) => inside(epochDay)), orders: own };
}

function toldIn(spend: readonly SpendRow[], ledger: LedgerOrders): Pick<Basis, 'told' | 'overdue'> {
  if (!ledger.told) return {};
  const { source, at, how } = ledger.told;
  return { told: { source, at, how }, overdue: overdueOf(spend, ledger) ?? undefined };
}

/** Whole days: the one of the first click, and the last that was over when it spoke last; all where it knows no order. */
function spanOf({ orders, knownUntilDay }: LedgerOrders): [number, number] {
  const first = orders.reduce(
    (least, { clickedDay }) => Math.min(least, clickedDay),
    Number.POSITIVE_INFINITY,
  );
  if (orders.length === 0 || knownUntilDay === null)
    return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return [Math.floor(first), Math.floor(knownUntilDay) - 1];
}

const countOf = (orders: readonly OrderRow[]): number => new Set(orders.map(({ order }) => order)).size;
const worthOf = (orders: readonly OrderRow[]): number =>
  orders.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
