import type { Revenue } from '../../../../contract/index.ts';
import { restatedForDays } from '../meta/days.ts';
import { countingRule, type Order, ordersAt } from './orders.ts';
import type { Rate } from './rates.ts';
import { type MetaDay, metaIn, metaRevenueOf, revenueOf, type Sum } from './revenue.ts';
import type { LedgerRow } from './row.ts';
import { type ToldSale, tellersOf, toldSales } from './tellers.ts';

export interface RevenueQuestion {
  readonly kind: 'ad' | 'campaign';
  readonly id: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly currency?: string | undefined;
  /** The figures as they were known then; now where it is missing. */
  readonly known_at?: string | undefined;
}

/** What an ad or a campaign is known by, and where it runs. */
export interface RevenuePlace {
  /** Ids and names under which rows speak of its ads; of a campaign those of all its ads. */
  readonly ads: readonly string[];
  readonly campaigns: readonly string[];
  /** Its ad account; null where no account knows it, or several do. */
  readonly account: RevenueAccount | null;
  /** Names of these. */
  readonly several: readonly string[];
}

export interface RevenueAccount {
  readonly id: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The one action type whose figures are Meta's revenue; null until it has been chosen. */
  readonly actionType: string | null;
  readonly window: string | null;
  /** That come from one of its ads: once there are any, orders are its revenue and Meta's figures stand beside. */
  readonly sales: readonly ToldSale[];
  /** When the first of them was learnt; null while there is none. */
  readonly ordersSince: string | null;
}

export interface Known {
  readonly place: RevenuePlace;
  readonly rows: readonly LedgerRow[];
  readonly metaDays: readonly MetaDay[];
  readonly rates: readonly Rate[];
  readonly now: string;
}

/** Orders where there are any in the account, else what Meta reports; never both together. */
export function answerOf(question: RevenueQuestion, { place, rows, metaDays, rates, now }: Known): Revenue {
  const { kind, id, since = null, until = null, known_at: knownAt = null } = question;
  const { account } = place;
  const all = ordersAt(rows, knownAt).filter((order) => isOf(order, kind, place));
  const currency = question.currency ?? account?.currency ?? oneCurrency(all);
  const timeZone = account?.timeZone ?? 'UTC';
  const asked = { currency: currency ?? '', timeZone, since, until, now: knownAt ?? now, rates };
  const tellers = tellersOf(account?.sales ?? toldSales(rows));
  const stands = (order: Order) => order.status === 'open' || !tellers.standsAside(order, knownAt);
  const orders = revenueOf(all.filter(stands), asked);
  const unmatched = revenueOf(
    all.filter((order) => !stands(order)),
    asked,
  );
  const reported = metaIn(metaDays, account?.currency ?? '', asked);
  const meta = account?.actionType && currency !== null ? metaRevenueOf(reported.days, asked) : null;
  const metaTotal = meta && added(meta.settled, meta.provisional);
  const countsOrders = account === null || account.ordersSince !== null;
  const counted = currency === null ? null : countsOrders ? orders : meta;
  const told = [...orders.bySource].sort().map(part);
  const metaPart = metaTotal ? [part(['meta', metaTotal])] : [];
  const total = counted && added(counted.settled, counted.provisional);
  return {
    kind,
    id,
    currency,
    since,
    until,
    total_minor: total?.minor ?? null,
    settled_minor: counted?.settled?.minor ?? null,
    provisional_minor: counted?.provisional?.minor ?? null,
    orders: total?.orders ?? null,
    by_source: countsOrders ? told : metaPart,
    of_unknown_worth: meta?.ofUnknownWorth ?? 0,
    action_type: metaTotal ? (account?.actionType ?? null) : null,
    window: metaTotal ? (account?.window ?? null) : null,
    time_zone: timeZone,
    settles_after_days: restatedForDays,
    rule: countingRule,
    also_reported: countsOrders ? metaPart : told,
    declined_by: [...orders.declinedBy].sort().map(part),
    not_matched: [...unmatched.bySource].sort().map(part),
    orders_count_since: account?.ordersSince ?? null,
    accounts: [...place.several],
    unconverted: [...(countsOrders ? orders : reported).unconverted].map(([of, sum]) => ({
      currency: of,
      ...sum,
    })),
    rates: [...new Set([...orders.ratesUsed, ...reported.ratesUsed])],
    open: orders.open,
  };
}

/** An order is its ad's, and of the campaign that this runs in; of the campaign that it names where its ad is not known. */
const isOf = (order: Order, kind: 'ad' | 'campaign', { ads, campaigns, account }: RevenuePlace): boolean =>
  (account === null || order.account === null || order.account === account.id) &&
  ((order.ad !== null && ads.includes(order.ad)) ||
    (kind === 'campaign' && order.campaign !== null && campaigns.includes(order.campaign)));

/** Where no account says so, the currency of the orders if they have but one. */
function oneCurrency(orders: readonly Order[]): string | null {
  const [one, ...others] = new Set(orders.map(({ currency }) => currency));
  return one !== undefined && others.length === 0 ? one : null;
}

/** What is known of both; null where nothing is. */
const added = (a: Sum | null, b: Sum | null): Sum | null =>
  a && b ? { minor: a.minor + b.minor, orders: a.orders + b.orders } : (a ?? b);
const part = ([source, sum]: readonly [string, Sum]) => ({ source, ...sum });
