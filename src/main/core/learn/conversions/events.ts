import { ActionSource } from '../../../../contract/index.ts';
import { minorDigits } from '../../../../contract/minor-digits.ts';
import { decimalMarkOf, readAmount } from '../import/amount.ts';
import { kindOf } from '../import/event-kind.ts';
import { dayOrderOf, readMoment } from '../import/moment.ts';
import { idOf, nameOf } from '../import/placeholder.ts';
import { Bad, type BadRow, columnOf, type Get, readRows } from '../import/read-rows.ts';
import type { FileRow } from '../import/records.ts';
import type { EventField } from './columns.ts';
import { hashedKeys, spell } from './customer.ts';
import { standardName } from './standard-events.ts';

/** An event as Meta takes it (`meta.md` 5). Customers are in it as hashes alone. */
export interface ServerEvent {
  readonly event_name: string;
  /** Seconds since 1970. */
  readonly event_time: number;
  readonly event_id: string;
  readonly action_source: string;
  readonly event_source_url?: string;
  readonly user_data: Readonly<Record<string, string | readonly string[]>>;
  readonly custom_data?: Readonly<Record<string, string | number>>;
}

/** With what stays here: its line, and what the ledger learns once Meta has taken it. */
export interface ReadyEvent {
  readonly line: number;
  readonly event: ServerEvent;
  readonly minor: number | null;
  readonly ad: string | null;
  readonly campaign: string | null;
}

export interface EventOptions {
  readonly mapping: Readonly<Record<EventField, string | null>>;
  readonly timeZone: string;
  readonly currency: string | null;
  /** Of telephone numbers and addresses that name no country. */
  readonly country: string | null;
  /** Where events happened that do not say so. */
  readonly actionSource: string | null;
  readonly now: string;
  readonly sha256: (text: string) => string;
}

export type BadEvent = BadRow<EventField>;

/**
 * One bad event makes Meta refuse all that are sent with it, so each is held against every rule that is known. `renamed` are
 * the names of events that go by Meta's spelling of them.
 */
export function readEvents(
  records: readonly FileRow[],
  options: EventOptions,
): { ready: ReadyEvent[]; bad: BadEvent[]; renamed: ReadonlyMap<string, string> } {
  const column = (field: EventField): string[] => columnOf(records, options.mapping, field);
  const mark = decimalMarkOf(column('value'));
  const days = dayOrderOf(column('event_time'));
  const seen = new Map<string, number>();
  const ready: ReadyEvent[] = [];
  const renamed = new Map<string, string>();
  const bad = readRows<EventField>(records, options.mapping, (get, line) => {
    const one = readEvent(line, get, { ...options, mark, days });
    const key = `${one.event.event_name}\u0000${one.event.event_id}`;
    const first = seen.get(key);
    if (first !== undefined) throw new Bad('event_id', `line ${first} has the same event already`);
    seen.set(key, line);
    ready.push(one);
    const given = String(get('event_name')).trim();
    if (given !== one.event.event_name) renamed.set(given, one.event.event_name);
  });
  return { ready, bad, renamed };
}

type Options = EventOptions & {
  readonly mark: ReturnType<typeof decimalMarkOf>;
  readonly days: ReturnType<typeof dayOrderOf>;
};

function readEvent(line: number, get: Get<EventField>, options: Options): ReadyEvent {
  const text = (field: EventField): string | null => {
    const cell = get(field);
    return cell === null ? null : String(cell).trim();
  };
  const said = text('event_name');
  if (!said) throw new Bad('event_name', 'the name of the event is missing');
  // An event of one's own may well be called Return to shop.
  if (kindOf(said) === 'refund' && get('value') !== null)
    throw new Bad('event_name', 'Meta takes no money back');
  const name = standardName(said);
  if (name.length > 50) throw new Bad('event_name', 'it is longer than 50 characters');
  const given = get('event_time');
  if (given === null) throw new Bad('event_time', 'the time is missing');
  const moment = readMoment(given, options.timeZone, options.days);
  if ('problem' in moment) throw new Bad('event_time', moment.problem);
  const source = text('action_source') ?? options.actionSource;
  if (source === null) throw new Bad('action_source', 'where it happened is missing, such as website');
  if (!ActionSource.safeParse(source).success)
    throw new Bad('action_source', `"${source}" is none of ${ActionSource.options.join(', ')}`);
  const tooLate = ageProblem(Date.parse(moment.at), source, options.now);
  if (tooLate) throw new Bad('event_time', tooLate);
  const id = idOf(text('event_id')) ?? idOf(text('order_id'));
  if (!id)
    throw new Bad('event_id', 'it has neither an event id nor an order id: a repeat would count twice');
  const url = text('event_source_url');
  const user = userData(text, moment.at, options);
  if (source === 'website' && url === null)
    throw new Bad('event_source_url', 'a website event needs its page');
  if (source === 'website' && user.client_user_agent === undefined)
    throw new Bad('client_user_agent', 'a website event needs the browser of the customer');
  if (url !== null && !/^https?:\/\/[^\s/]+/.test(url))
    throw new Bad('event_source_url', `"${url}" is no address`);
  const { custom, minor } = customData(name, text, get, options);
  return {
    line,
    minor,
    ad: nameOf(text('ad_id')),
    campaign: nameOf(text('campaign_id')),
    event: {
      event_name: name,
      event_time: Math.floor(Date.parse(moment.at) / 1000),
      event_id: id,
      action_source: source,
      ...(url !== null && { event_source_url: url }),
      user_data: user,
      ...(Object.keys(custom).length > 0 && { custom_data: custom }),
    },
  };
}

const dayMs = 86_400_000;

/** Meta takes events of seven days, of shops of 62, and none of the future; one that is older refuses the whole request. */
export function ageProblem(atMs: number, source: string, now: string): string | null {
  const age = Date.parse(now) - atMs;
  const days = source === 'physical_store' ? 62 : 7;
  if (age < -60_000) return 'it lies in the future';
  return age > days * dayMs ? `it is older than the ${days} days that Meta takes` : null;
}

const plainKeys = ['client_ip_address', 'client_user_agent', 'fbc', 'fbp', 'lead_id'] as const;
/** With nothing more than one of these Meta refuses the event: they fit too many people. */
const tooFew: readonly (readonly string[])[] = [
  ['ct', 'country', 'st', 'zp', 'ge', 'client_user_agent'],
  ['db', 'client_user_agent'],
  ['fn', 'ge'],
  ['ln', 'ge'],
];

function userData(
  text: (field: EventField) => string | null,
  at: string,
  options: Options,
): Record<string, string | string[]> {
  const named = text('country')?.toLowerCase() ?? options.country;
  const country = named !== null && /^[a-z]{2}$/.test(named) ? named : null;
  const user: Record<string, string | string[]> = {};
  for (const key of hashedKeys) {
    const value = text(key);
    if (value === null) continue;
    const spelled = spell(key, value, country);
    // The value itself is a customer's: it is never part of a message.
    if ('problem' in spelled) throw new Bad(key, `it ${spelled.problem}`);
    user[key] = [spelled.hashed ? spelled.value : options.sha256(spelled.value)];
  }
  for (const key of plainKeys) {
    const value = text(key);
    if (value !== null) user[key] = value;
  }
  const click = text('fbclid');
  if (user.fbc === undefined && click !== null)
    user.fbc = `fb.1.${Date.parse(clickedAt(text, at, options))}.${click}`;
  const keys = Object.keys(user);
  if (keys.length === 0) throw new Bad(null, 'nothing is known of the customer');
  if (tooFew.some((few) => keys.every((key) => few.includes(key))))
    throw new Bad(null, `${keys.join(', ')} alone fit too many people; Meta refuses them`);
  return user;
}

function clickedAt(
  text: (field: EventField) => string | null,
  at: string,
  { timeZone, days }: Options,
): string {
  const given = text('click_time');
  const read = given === null ? null : readMoment(given, timeZone, days);
  return read && 'at' in read ? read.at : at;
}

function customData(
  name: string,
  text: (field: EventField) => string | null,
  get: Get<EventField>,
  options: Options,
): { custom: Record<string, string | number>; minor: number | null } {
  const custom: Record<string, string | number> = {};
  const value = get('value');
  const currency = (text('currency') ?? options.currency)?.toUpperCase() ?? null;
  if (name === 'Purchase' && value === null) throw new Bad('value', 'a purchase needs its value');
  if (value !== null && currency === null) throw new Bad('currency', 'the currency is missing');
  if (currency !== null && !/^[A-Z]{3}$/.test(currency))
    throw new Bad('currency', `"${currency}" is no currency code`);
  let minor: number | null = null;
  if (value !== null && currency !== null) {
    const amount = readAmount(value, currency, options.mark);
    if ('problem' in amount) throw new Bad('value', amount.problem);
    if (amount.minor < 0) throw new Bad('value', 'Meta takes no money back: it must not be negative');
    minor = amount.minor;
    custom.value = minor / 10 ** minorDigits(currency);
    custom.currency = currency;
  }
  const order = idOf(text('order_id'));
  if (order !== null) custom.order_id = order;
  const items = text('num_items');
  if (items !== null) {
    if (!/^\d{1,9}$/.test(items)) throw new Bad('num_items', `"${items}" is no number of items`);
    custom.num_items = Number(items);
  }
  return { custom, minor };
}

/** `hashedKeys` and the like that some event of the batch carries: what leaves this machine, in words for the approver. */
export const keysOf = (events: readonly ReadyEvent[]): string[] =>
  [...new Set(events.flatMap(({ event }) => Object.keys(event.user_data)))].sort();
