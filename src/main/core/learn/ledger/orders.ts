import type { Money } from './rates.ts';
import { isVoid, type LedgerRow, newer, refundedSoFar } from './row.ts';
import { salesIn } from './sales.ts';

/** A sale as it is known at one moment. */
export interface Order {
  readonly sale: string;
  /** Under an order number; else no other source can know it. */
  readonly numbered: boolean;
  /** Whose figure counts. */
  readonly source: string;
  /** The other sources that know the same sale; their figures are not added. */
  readonly alsoIn: readonly string[];
  /** Those of them that call it declined, while it counts. */
  readonly declinedBy: readonly string[];
  readonly status: LedgerRow['status'];
  /** Less what went back in its own currency. */
  readonly minor: number;
  readonly currency: string;
  /** What went back in others; never above zero. */
  readonly refunds: readonly Money[];
  readonly happenedAt: string;
  readonly beganAt: string | null;
  readonly ad: string | null;
  readonly campaign: string | null;
  /** Null where none knows it. */
  readonly account: string | null;
}

/** The rule by which a sale that several sources know counts once; shown with every figure. */
export const countingRule =
  'One order number of one ad account, or of one shop where no account is known, is one sale and counts once: as HubSpot tells it, else as a tracker or an imported file does (by name), else as it was sent through the Conversions API. A sale without an order number may be one that another source tells of, and is added only where no sale of another source lies within 28 days of it that is numbered, or is of one that knows more sales (a tenth more, where it knew fewer before); or where each says its shop and the shops differ. Money that went back lowers an order whoever tells. Meta’s own figures are never added to orders.';

/** CRM first, since it knows what was paid; what we sent ourselves last, since it only repeats another. */
const rank = (source: string): string =>
  `${source === 'hubspot' ? 0 : source === 'conversions-api' ? 2 : 1}${source}`;
export const bySource = (a: string, b: string): number =>
  rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;

/**
 * The orders as they were known at `knownAt` (everything when null). For each source the last statement about an order
 * counts. The first source that says more than "open" gives the figures; the first that knows the ad gives the ad. What went
 * back is taken from the order, whichever source knows of it: as the first that does tells, and all of it where one calls the
 * order refunded; a CRM often never hears of it. A refund of an order that nobody has told of waits.
 */
export function ordersAt(rows: readonly LedgerRow[], knownAt: string | null): Order[] {
  const known = knownAt === null ? rows : rows.filter(({ learntAt }) => learntAt <= knownAt);
  return [...salesIn(known)]
    .flatMap(([sale, all]) => {
      const sources = Map.groupBy(all, ({ source }) => source);
      const names = [...sources.keys()].sort(bySource);
      // Of which all was taken back knows nothing of the order, unless no other does: then it is worth nothing any more.
      const heard = names.filter((source) => standing(ordersOf(sources.get(source) ?? [])).length > 0);
      const told = (heard.length > 0 ? heard : names).flatMap((source) => {
        const of = orderOf(sale, source, sources.get(source) as LedgerRow[]);
        return of ? [of] : [];
      });
      const counted = told.find(({ status }) => status !== 'open') ?? told[0];
      if (!counted) return [];
      const back = [counted.source, ...names]
        .map((source) => refundsOf(sources.get(source) as LedgerRow[]))
        .find((refunds) => refunds.length > 0);
      const placed = counted.ad === null ? told.find(({ ad }) => ad !== null) : counted;
      const campaign = (placed ?? counted).campaign ?? told.find((one) => one.campaign !== null)?.campaign;
      const others = told.filter((one) => one !== counted);
      return [
        {
          ...less(
            counted,
            back ?? [],
            told.some(({ status }) => status === 'refunded'),
          ),
          alsoIn: others.map(({ source }) => source),
          declinedBy: others.filter(({ status }) => status === 'declined').map(({ source }) => source),
          ad: placed?.ad ?? null,
          campaign: campaign ?? null,
          account: saidStill(all).find(({ account }) => account !== null)?.account ?? null,
          beganAt: counted.beganAt ?? null,
        },
      ];
    })
    .sort((a, b) => (a.sale < b.sale ? -1 : 1));
}

function orderOf(sale: string, source: string, rows: readonly LedgerRow[]): Order | undefined {
  const orders = ordersOf(rows);
  const left = saidStill(standing(orders));
  const told = left.length > 0 ? left : orders;
  const sold = told.reduce<LedgerRow | undefined>(later, undefined);
  if (!sold) return undefined;
  // A file that only words the sale anew tells of no sale after its end; a time of change or a later sale does.
  const end = told
    .filter(({ eventId, status }) => eventId !== sold.eventId && isEnd(status))
    .reduce<LedgerRow | undefined>(later, undefined);
  const isAfter =
    end && (end.happenedAt > sold.happenedAt || (isVoid(end.eventId) && end.happenedAt === sold.happenedAt));
  const last = isAfter && sold.saidAt === null ? end : sold;
  const gone = isEnd(last.status) || last.status === 'open';
  const withAd = saidStill(standing(rows))
    .filter(({ ad }) => ad !== null)
    .reduce<LedgerRow | undefined>(later, undefined);
  const named = last.ad === null ? withAd : last;
  return {
    sale,
    numbered: last.order !== null,
    source,
    alsoIn: [],
    declinedBy: [],
    status: last.status,
    minor: gone ? 0 : last.minor,
    currency: last.currency,
    refunds: [],
    happenedAt: last.happenedAt,
    beganAt: last.beganAt,
    ad: named?.ad ?? null,
    campaign: named?.campaign ?? last.campaign,
    account: last.account,
  };
}

const isEnd = (status: LedgerRow['status']): boolean => status === 'declined' || status === 'refunded';

const ordersOf = (rows: readonly LedgerRow[]): LedgerRow[] => rows.filter(({ kind }) => kind === 'order');

/** Without events that were taken back. */
function standing(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  if (!rows.some(({ takenBack }) => takenBack)) return rows;
  const events = [...Map.groupBy(rows, ({ eventId }) => eventId).values()];
  return events.filter((same) => !same.reduce(newer).takenBack).flat();
}

/** What each that told of an event says still: of what it said before that was taken back, also no ad. */
function saidStill(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  if (!rows.some(({ takenBack }) => takenBack)) return rows;
  const tellings = Map.groupBy(rows, ({ source, eventId, kind, telling }) =>
    JSON.stringify([source, eventId, kind, telling]),
  );
  return [...tellings.values()].flatMap((same) =>
    same.slice(same.findLastIndex(({ takenBack }) => takenBack === true) + 1),
  );
}

/** By the last word about each of them; what was told one by one is also in the sum of an order, where there is one. */
function refundsOf(rows: readonly LedgerRow[]): LedgerRow[] {
  const refunds = new Map<string, LedgerRow>();
  for (const row of rows)
    if (row.kind === 'refund') refunds.set(row.eventId, later(refunds.get(row.eventId), row));
  const back = [...refunds.values()].filter(({ status, minor }) => status === 'approved' && minor !== 0);
  const whole = back.find(({ order, eventId }) => order !== null && eventId === refundedSoFar(order));
  if (!whole) return back;
  const single = back.filter((row) => row !== whole);
  const own = single.filter(({ currency }) => currency === whole.currency);
  return own.reduce((sum, { minor }) => sum + minor, 0) < whole.minor ? single : [whole];
}

function less(order: Order, back: readonly Money[], refunded: boolean): Order {
  if (refunded) return { ...order, status: 'refunded', minor: 0 };
  if (order.minor === 0) return order;
  const own = back.filter(({ currency }) => currency === order.currency);
  const left = own.reduce((sum, { minor }) => sum + minor, order.minor);
  return {
    ...order,
    // Paid back by the shop and charged back by the bank: nothing is left of it.
    minor: order.minor > 0 ? Math.max(0, left) : left,
    refunds: back
      .filter(({ currency }) => currency !== order.currency)
      .map(({ minor, currency }) => ({ minor, currency })),
  };
}

const later = (known: LedgerRow | undefined, row: LedgerRow): LedgerRow => (known ? newer(known, row) : row);
