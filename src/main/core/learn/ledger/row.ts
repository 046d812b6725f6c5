/**
 * What a source says of one order: `approved` was paid, `pending` may still be declined, `open` is a deal that has not
 * been won yet and is worth nothing so far, `declined` and `refunded` are worth nothing any more.
 */
export type OrderStatus = 'approved' | 'pending' | 'open' | 'declined' | 'refunded';

/**
 * One statement of a source, kept for ever. A later one about the same order is one more: the ledger knows when something
 * happened and when we learnt of it, so that every figure can be had as it stood on any day.
 */
export interface Statement {
  /** Who says so: `hubspot`, `anytrack`, `conversions-api`, or the name an import was given. */
  readonly source: string;
  /** What the source calls this statement's event. */
  readonly eventId: string;
  /** The number of the order, shared by every source that knows the sale; null where the source gives none. */
  readonly order: string | null;
  /** The worth of an order as it stands now, or money that went back on it. */
  readonly kind: 'order' | 'refund';
  readonly status: OrderStatus;
  /** Of a refund it is negative. */
  readonly minor: number;
  readonly currency: string;
  /** Instants in UTC, ISO 8601. */
  readonly happenedAt: string;
  /** The click, or the day a deal was opened; null where it is not known. */
  readonly beganAt: string | null;
  /** When the source said so; null where it does not tell, then it counts as said when we learnt it. */
  readonly saidAt: string | null;
  readonly learntAt: string;
  /** Ids of Meta, or names where the source has nothing else. */
  readonly ad: string | null;
  readonly campaign: string | null;
}

/** A statement as the ledger keeps it. */
export interface LedgerRow extends Statement {
  /** Whose sales it tells of: an ad account by its id, or a shop by a name of the user's; null where nobody said. */
  readonly shop: string | null;
  /** Of the ad or the campaign that it names, else of its shop; null where no ad account knows either. */
  readonly account: string | null;
  /** The one ad account that is known, where nobody said whose it is; absent where there are others or none. */
  readonly sole?: string;
  /** It only says that what was read of this event before was never said. */
  readonly takenBack?: boolean;
  /** Alike in all that one file, post or refresh said; null where it was not kept. */
  readonly telling?: string | null;
}

/** What may be one sale: an order number, whoever tells; without one, the event of one source. */
export const saleKey = ({
  order,
  source,
  eventId,
}: Pick<Statement, 'order' | 'source' | 'eventId'>): string =>
  order === null ? `${source}\u0000${eventId}` : orderKey(order);

/** Shops write #1001, trackers 1001 or " 1001 ". */
export const orderKey = (order: string): string =>
  order.normalize('NFKC').trim().replace(/^#/, '').toLowerCase();

/** The event of all that went back of an order so far, on however many days: a later file says it anew. */
export const refundedSoFar = (order: string): string => `refunded ${orderKey(order)}`;

/** Whether an import made this id, of the end of an order, whose event had none of its own. */
export const isVoid = (eventId: string): boolean => eventId.startsWith('void ');

/** What a row says, without when we learnt it: the same words again are a replay and no news. */
export const wordsOf = ({ learntAt: _, ...words }: Statement): Omit<Statement, 'learntAt'> => words;

/** The one that was said later; what no clock tells apart is told apart by its words, so that order does not matter. */
export function newer(a: LedgerRow, b: LedgerRow): LedgerRow {
  for (const key of [said, learnt, happened, worthless, words]) {
    const [one, other] = [key(a), key(b)];
    if (one !== other) return one > other ? a : b;
  }
  return a;
}

const said = (row: LedgerRow): string => row.saidAt ?? row.learntAt;
const learnt = (row: LedgerRow): string => row.learntAt;
/** Of one file that says no more, what happened later: the order, and that it was void. */
const happened = (row: LedgerRow): string => row.happenedAt;
const worthless = ({ status }: LedgerRow): string =>
  status === 'declined' || status === 'refunded' ? '1' : '0';
const words = (row: LedgerRow): string => JSON.stringify(wordsOf(row));
