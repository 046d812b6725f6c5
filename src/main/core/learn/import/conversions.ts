import { orderKey, type Statement } from '../ledger/row.ts';
import { type DecimalMark, decimalMarkOf, readAmount } from './amount.ts';
import { type Field, fieldNames, isOfDeals, type Mapping } from './columns.ts';
import { type EventKind, kindOf } from './event-kind.ts';
import { type DayOrder, dayOrderOf, readMoment } from './moment.ts';
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

/** A statement with the name that the file gives its event. */
export interface NamedStatement {
  readonly event: string | null;
  readonly row: Statement;
}

export interface ReadConversions {
  readonly named: readonly NamedStatement[];
  readonly bad: readonly BadRow<Field>[];
  /** Rows that are whole and no sale, by the name of their event. */
  readonly noSale: ReadonlyMap<string, number>;
  /** Some times named no zone, so `timeZone` was used. */
  readonly zoneUsed: boolean;
}

export function readConversions(records: readonly FileRow[], options: ImportOptions): ReadConversions {
  const { mapping } = options;
  const column = (field: Field): string[] => columnOf(records, mapping, field);
  const file: FileHabits = {
    mark: decimalMarkOf(column('value')),
    days: dayOrderOf([...column('event_time'), ...column('click_time'), ...column('updated_at')]),
    seen: new Map(),
    zoneUsed: false,
  };
  const named: NamedStatement[] = [];
  const noSale = new Map<string, number>();
  const bad = readRows<Field>(records, mapping, (get) => {
    const event = textOf(get('event_name'));
    const kind = event === null ? 'sale' : kindOf(event);
    if (event !== null && kind === 'other') noSale.set(event, (noSale.get(event) ?? 0) + 1);
    else named.push({ event, row: readRow(kind, get, options, file) });
  });
  return { named, bad, noSale, zoneUsed: file.zoneUsed };
}

interface FileHabits {
  readonly mark: DecimalMark | null;
  readonly days: DayOrder | null;
  /** How often the same words came, for rows without a number of their own. */
  readonly seen: Map<string, number>;
  zoneUsed: boolean;
}

function readRow(kind: EventKind, get: Get<Field>, options: ImportOptions, file: FileHabits): Statement {
  const { source, timeZone, learntAt } = options;
  const moment = (field: Field): string | null => {
    const given = get(field);
    if (given === null) return null;
    const read = readMoment(given, timeZone, file.days);
    if ('problem' in read) throw new Bad(field, read.problem);
    if (!read.zoned) file.zoneUsed = true;
    return read.at;
  };
  const status = kind === 'void' ? 'declined' : readStatus(textOf(get('status')));
  if (status === null)
    throw new Bad(
      'status',
      `"${textOf(get('status'))}" is no known state of an order: write approved, pending, open, declined or refunded`,
    );
  const beganAt = moment('click_time');
  // The day on which an open deal is to be closed is a hope.
  const happenedAt = (status === 'open' ? beganAt : null) ?? moment('event_time');
  if (happenedAt === null) throw new Bad('event_time', 'the time is missing');
  const currency = currencyOf(textOf(get('currency')), options.currency);
  const value = get('value') ?? (kind === 'void' ? 0 : null);
  if (value === null) throw new Bad('value', 'the value is missing');
  const amount = readAmount(value, currency, file.mark);
  if ('problem' in amount) throw new Bad('value', amount.problem);
  const order = textOf(get('order_id'));
  const isRefund = kind === 'refund' || (kind !== 'void' && amount.minor < 0);
  if (order === null && (isRefund || kind === 'void'))
    throw new Bad('order_id', 'money that goes back must name its order, in order_id');
  // An order number shows that there is an order; without one a name of somebody's own shows nothing.
  if (order === null && kind === 'unknown')
    throw new Bad(
      'event_name',
      `"${textOf(get('event_name'))}" is no known name of a sale, and there is no order number: call it Purchase, or give event_name no column where every row is a sale`,
    );
  if (isRefund && amount.minor === 0) throw new Bad('value', 'it does not say how much went back');
  const minor = isRefund ? -Math.abs(amount.minor) : Math.abs(amount.minor);
  const given = textOf(get('event_id'));
  return {
    source,
    eventId:
      given ??
      ownId(
        [isRefund ? 'refund' : 'order', order && orderKey(order)],
        [happenedAt, minor, currency, textOf(get('ad_id'))],
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
    ad: textOf(get('ad_id')),
    campaign: textOf(get('campaign_id')),
  };
}

/**
 * Of an order its number is enough. A row without any number is known by what it says and by how many like it stood
 * before it in the file, so that the same file again adds nothing and two equal sales stay two.
 */
function ownId(
  [kind, order]: readonly [string, string | null],
  content: readonly (string | number | null)[],
  { seen }: FileHabits,
): string {
  if (order !== null && kind === 'order') return `order ${order}`;
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
