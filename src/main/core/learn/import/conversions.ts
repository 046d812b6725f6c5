import { orderKey, refundedSoFar, type Statement } from '../ledger/row.ts';
import { type DecimalMark, decimalMarkOf, readAmount } from './amount.ts';
import { type Field, fieldNames, isOfDeals, type Mapping } from './columns.ts';
import { type EventKind, kindOf } from './event-kind.ts';
import { folded } from './folded.ts';
import { itemLines } from './item-lines.ts';
import { type DayOrder, dayOrderOf, readMoment } from './moment.ts';
import { idOf, nameOf } from './placeholder.ts';
import { Bad, type BadRow, columnOf, type Get, readRows } from './read-rows.ts';
import type { Cell, FileRow } from './records.ts';
import { readStatus } from './status.ts';

export interface ImportOptions {
  readonly source: string;
  readonly mapping: Mapping;
  /** Of times that name none. */
  readonly timeZone: string;
  /** Of rows that name none; null when the user did not say one. */
  readonly currency: string | null;
  readonly learntAt: string;
}

/** A statement with its line and the name that the file gives its event. */
export interface NamedStatement {
  readonly line: number;
  readonly event: string | null;
  readonly row: Statement;
}

export interface ReadConversions {
  readonly named: readonly NamedStatement[];
  /** That nothing went back on an order, where the file has a column for it: news only where something had. */
  readonly unrefunded: readonly Statement[];
  readonly bad: readonly BadRow<Field>[];
  /** Rows that are whole and no sale, by the name of their event. */
  readonly noSale: ReadonlyMap<string, number>;
  /** Some times named no zone, so `timeZone` was used. */
  readonly zoneUsed: boolean;
  /** Amounts with fractions of a minor unit. */
  readonly rounded: number;
}

/** Of an order that the file has told already: what else was bought with it. */
const further = 'further line of an order';

export function readConversions(records: readonly FileRow[], options: ImportOptions): ReadConversions {
  const { mapping } = options;
  const column = (field: Field): string[] => columnOf(records, mapping, field);
  const file: FileHabits = {
    mark: decimalMarkOf(column('value')),
    days: dayOrderOf([...column('event_time'), ...column('click_time'), ...column('updated_at')]),
    seen: new Map(),
    zoneUsed: false,
    rounded: 0,
  };
  const orders = new Set<string>();
  const sold = new Set<string>();
  const named: NamedStatement[] = [];
  const noSale = new Map<string, number>();
  const leaveOut = (name: string): void => void noSale.set(name, (noSale.get(name) ?? 0) + 1);
  const unknown = new Set<number>();
  const bad = readRows<Field>(records, mapping, (get, line) => {
    const event = textOf(get('event_name'));
    const order = idOf(textOf(get('order_id')));
    const kind = event === null ? 'sale' : kindOf(event, order !== null && get('value') !== null);
    const isFurther = get('value') === null && order !== null && orders.has(orderKey(order));
    const none = kind === 'other' ? event : kind === 'sale' && isFurther ? further : null;
    if (none !== null) return leaveOut(none);
    if (order !== null) orders.add(orderKey(order));
    if (kind === 'unknown') unknown.add(line);
    for (const row of readRow(kind, get, options, file)) named.push({ line, event, row });
    if (order !== null && kind === 'sale' && event !== null) sold.add(orderKey(order));
  });
  // Under the number of a sale that the file names as one, a name of somebody's own is of something else, or of money back.
  const beside = new Map(
    named.flatMap(({ line, event, row: { order, kind } }) =>
      unknown.has(line) && kind === 'order' && order !== null && sold.has(orderKey(order))
        ? [[line, event ?? '']]
        : [],
    ),
  );
  beside.forEach(leaveOut);
  const sales = named.filter(({ line }) => !beside.has(line));
  const items = itemLines(sales).flatMap((same) =>
    same.map(
      ({ line, row }): BadRow<Field> => ({
        line,
        field: 'value',
        problem: `order ${row.order} stands on ${same.length} lines with amounts of its items: choose the column of the order's total`,
      }),
    ),
  );
  const lines = new Set(items.map(({ line }) => line));
  const good = sales.filter(({ line }) => !lines.has(line));
  return {
    named: good.filter(({ row }) => !isNothingBack(row)),
    unrefunded: unrefundedIn(good.map(({ row }) => row)),
    bad: [...bad, ...items],
    noSale,
    zoneUsed: file.zoneUsed,
    rounded: file.rounded,
  };
}

interface FileHabits {
  readonly mark: DecimalMark | null;
  readonly days: DayOrder | null;
  /** How often the same words came, for rows without a number of their own. */
  readonly seen: Map<string, number>;
  zoneUsed: boolean;
  rounded: number;
}

/** The order or the refund of a row; of an order of which a part went back, both. */
function readRow(kind: EventKind, get: Get<Field>, options: ImportOptions, file: FileHabits): Statement[] {
  const { source, timeZone, learntAt } = options;
  const moment = (field: Field): string | null => {
    const given = get(field);
    if (given === null) return null;
    const read = readMoment(given, timeZone, file.days);
    if ('problem' in read) throw new Bad(field, read.problem);
    if (!read.zoned) file.zoneUsed = true;
    return read.at;
  };
  /** As part of an id, whatever the zone: the next file may be read by another. */
  const withoutZone = (field: Field): string | null => {
    const read = readMoment(get(field) ?? '', 'UTC', file.days);
    return 'problem' in read ? null : read.at;
  };
  const status = kind === 'void' ? 'declined' : readStatus(textOf(get('status')));
  if (status === null)
    throw new Bad(
      'status',
      `"${textOf(get('status'))}" is no known state of an order: write approved, pending, open, declined or refunded`,
    );
  const beganAt = moment('click_time');
  // The day on which an open deal is to be closed is a hope.
  const timeField = status === 'open' && beganAt !== null ? 'click_time' : 'event_time';
  const happenedAt = moment(timeField);
  if (happenedAt === null) throw new Bad('event_time', 'the time is missing');
  const currency = currencyOf(textOf(get('currency')), options.currency);
  const money = (field: 'value' | 'refunded'): number | null => {
    const given = get(field);
    if (given === null) return null;
    const amount = readAmount(given, currency, file.mark);
    if ('problem' in amount) throw new Bad(field, amount.problem);
    if (amount.rounded) file.rounded += 1;
    return amount.minor;
  };
  const value = money('value') ?? (kind === 'void' ? 0 : null);
  if (value === null) throw new Bad('value', 'the value is missing');
  const order = idOf(textOf(get('order_id')));
  const isRefund = kind === 'refund' || (kind !== 'void' && value < 0);
  if (order === null && (isRefund || kind === 'void'))
    throw new Bad('order_id', 'money that goes back must name its order, in order_id');
  // An order number shows that there is an order; without one a name of somebody's own shows nothing.
  if (order === null && kind === 'unknown')
    throw new Bad(
      'event_name',
      `"${textOf(get('event_name'))}" is no known name of a sale, and there is no order number: call it Purchase, or give event_name no column where every row is a sale`,
    );
  if (isRefund && value === 0) throw new Bad('value', 'it does not say how much went back');
  const told =
    isRefund || status === 'refunded' || status === 'declined' ? 0 : Math.abs(money('refunded') ?? 0);
  if (told === 0 && isPartly(textOf(get('status'))))
    throw new Bad('refunded', 'it does not say how much went back');
  // With its fees or its shipping more may go back than the sale was worth: nothing is left of it.
  const back = Math.min(told, Math.abs(value));
  // No other source can know a sale without a number, so what is left of it is its worth.
  const minor = isRefund ? -Math.abs(value) : Math.abs(value) - (order === null ? back : 0);
  const row: Statement = {
    source,
    eventId:
      idOf(textOf(get('event_id'))) ??
      ownId(
        [isRefund ? 'refund' : kind === 'void' ? 'void' : 'order', order && orderKey(order)],
        [withoutZone(timeField), isRefund ? minor : value, currency, textOf(get('ad_id'))],
        file,
      ),
    order,
    kind: isRefund ? 'refund' : 'order',
    // Of money that went back it does not matter what became of the order.
    status: isRefund && status !== 'pending' && status !== 'declined' ? 'approved' : status,
    minor,
    currency,
    happenedAt,
    beganAt,
    saidAt: moment('updated_at'),
    learntAt,
    ad: nameOf(textOf(get('ad_id'))),
    campaign: nameOf(textOf(get('campaign_id'))),
  };
  // Of an order that is worth nothing nobody asks how much of it went back.
  const isTold =
    row.kind === 'order' &&
    get('refunded') !== null &&
    row.status !== 'declined' &&
    row.status !== 'refunded';
  if (order === null || (back === 0 && !isTold)) return [row];
  return [
    row,
    { ...row, eventId: refundedSoFar(order), kind: 'refund', status: 'approved', minor: 0 - back },
  ];
}

/**
 * Of an order on several lines that bear no time, or one time of change, some may say that nothing went back, where others say
 * how much did.
 */
function unrefundedIn(rows: readonly Statement[]): Statement[] {
  const back = Map.groupBy(
    rows.filter(({ kind, minor }) => kind === 'refund' && minor < 0),
    ({ eventId }) => eventId,
  );
  const isOnOther = ({ eventId, saidAt }: Statement): boolean =>
    back.get(eventId)?.some((one) => saidAt === null || saidAt === one.saidAt) ?? false;
  return rows.filter((row) => isNothingBack(row) && !isOnOther(row));
}

const isNothingBack = ({ kind, minor }: Statement): boolean => kind === 'refund' && minor === 0;

const isPartly = (status: string | null): boolean =>
  status !== null && folded(status) === 'partiallyrefunded';

/**
 * Of an order its number is enough, and of its end, which stands where what sold it is told again. A row without any number
 * is known by what it says and by how many like it stood before it in the file, so that the same file again adds nothing and
 * two equal sales stay two.
 */
function ownId(
  [kind, order]: readonly [string, string | null],
  content: readonly (string | number | null)[],
  { seen }: FileHabits,
): string {
  if (order !== null && kind !== 'refund') return `${kind} ${order}`;
  const words = JSON.stringify([kind, order, ...content]);
  const times = (seen.get(words) ?? 0) + 1;
  seen.set(words, times);
  return `row ${words} ${times}`;
}

function currencyOf(given: string | null, usual: string | null): string {
  const code = (given ?? usual)?.toUpperCase() ?? null;
  if (code === null) throw new Bad('currency', 'the currency is missing');
  if (!/^[A-Z]{3}$/.test(code)) throw new Bad('currency', `"${given}" is no currency code such as EUR`);
  return code;
}

const textOf = (cell: Cell): string | null => (cell === null ? null : String(cell));

/** What cannot be imported at all without this column; of deals their stage, unless `chosen` says that they need none. */
export const missingColumns = (
  mapping: Mapping,
  currency: string | null,
  headers: readonly string[],
  chosen: Partial<Mapping>,
): Field[] =>
  fieldNames.filter(
    (field) =>
      mapping[field] === null &&
      (field === 'event_time' ||
        field === 'value' ||
        (field === 'currency' && currency === null) ||
        (field === 'status' && chosen.status === undefined && isOfDeals(headers))),
  );
