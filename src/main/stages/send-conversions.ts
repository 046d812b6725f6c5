import { AppError, type EventsChecked } from '../../contract/index.ts';
import type { Content, Plain } from '../core/approve/content.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { type EventField, eventFields } from '../core/learn/conversions/columns.ts';
import { ageProblem, keysOf, type ReadyEvent, readEvents } from '../core/learn/conversions/events.ts';
import { mapFields } from '../core/learn/import/columns.ts';
import { ambiguousIn, readRecords } from '../core/learn/import/records.ts';
import { isTimeZone } from '../core/learn/ledger/days.ts';
import type { Statement } from '../core/learn/ledger/row.ts';
import type {
  Applied,
  Clock,
  ConversionReader,
  ConversionsPort,
  ConversionWriter,
  EventBatch,
  LedgerWriter,
  SentState,
  TaggedPort,
} from '../ports.ts';

/** Meta takes a thousand in a request. */
const atOnce = 1000;
/** Requests that may go into finding the events at fault of one batch; where all are refused something else is wrong. */
const searchAtMost = 100;

interface GivenEvents {
  readonly text: string;
  readonly map: Readonly<Record<string, string | null>>;
  readonly pixel: string | null;
  readonly time_zone: string;
  readonly currency: string | null;
  readonly country: string | null;
  readonly action_source: string | null;
  readonly test_event_code: string | null;
}

export interface SendParts {
  readonly reader: ConversionReader;
  readonly writer: ConversionWriter & LedgerWriter;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
}

const keyOf = ({ event }: ReadyEvent): string => `${event.event_name}\u0000${event.event_id}`;
const keysOfEvents = (events: readonly ReadyEvent[]) =>
  events.map(({ event }) => ({ name: event.event_name, id: event.event_id }));

/** The events of a file as they would be sent. Throws INVALID_INPUT for what is no table. */
export function eventsIn(file: GivenEvents, now: string, sha256: SendParts['sha256']) {
  const records = readRecords(file.text);
  if (!records) throw new AppError('INVALID_INPUT', 'The file is neither CSV nor JSON.');
  if (!isTimeZone(file.time_zone))
    throw new AppError('INVALID_INPUT', `time_zone: "${file.time_zone}" is no time zone.`);
  const unknown = Object.keys(file.map).find((field) => !Object.hasOwn(eventFields, field));
  if (unknown !== undefined) throw new AppError('INVALID_INPUT', `map: there is no field "${unknown}".`);
  const mapping = mapFields<EventField>(eventFields, records.headers, file.map);
  const ambiguous = ambiguousIn(records, mapping);
  if (ambiguous !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      `Several columns are called "${ambiguous}": rename those that are not meant.`,
    );
  const { ready, bad, renamed } = readEvents(records.records, {
    mapping,
    timeZone: file.time_zone,
    currency: file.currency,
    country: file.country,
    actionSource: file.action_source,
    now,
    sha256,
  });
  return { records, mapping, ready, bad, renamed };
}

/** The same as it is told: what was taken before is not due again. */
export function checkedOf(
  pixel: string | null,
  { records, mapping, ready, bad, renamed }: ReturnType<typeof eventsIn>,
  taken: ReadonlySet<string>,
): { checked: EventsChecked; ready: ReadyEvent[] } {
  const fresh = ready.filter((one) => !taken.has(keyOf(one)));
  const names = Map.groupBy(fresh, ({ event }) => event.event_name);
  const all = [...records.bad.map((row) => ({ ...row, field: null })), ...bad];
  const [first] = fresh;
  return {
    ready: fresh,
    checked: {
      pixel,
      map: mapping,
      headers: [...records.headers],
      rows: records.records.length + records.bad.length,
      good: fresh.length,
      sent_before: ready.length - fresh.length,
      bad: all.sort((a, b) => a.line - b.line),
      keys: keysOf(fresh),
      events: [...names].map(([event, rows]) => ({ event, rows: rows.length })),
      renamed: [...renamed].map(([given, event]) => ({ given, event })),
      sample: first ? JSON.stringify(first.event, null, 2) : null,
    },
  };
}

/** What a file would send, without sending or keeping anything. */
export async function checkEvents(
  { reader, clock, sha256 }: Pick<SendParts, 'reader' | 'clock' | 'sha256'>,
  file: GivenEvents,
): Promise<{ checked: EventsChecked; ready: ReadyEvent[] }> {
  const found = eventsIn(file, clock.now(), sha256);
  const taken =
    file.pixel === null
      ? new Set<string>()
      : await reader.acceptedEvents(file.pixel, keysOfEvents(found.ready));
  return checkedOf(file.pixel, found, taken);
}

/** Keeps the events and answers what a person has to approve: exactly these, by their digest, to this data set. */
export async function keepEvents(
  { writer, clock, sha256 }: Pick<SendParts, 'writer' | 'clock' | 'sha256'>,
  id: string,
  pixel: string,
  testCode: string | null,
  ready: readonly ReadyEvent[],
): Promise<Content> {
  const batch: EventBatch = { id, pixel, testCode, events: ready, digest: digestOf(ready, sha256) };
  await writer.addEventBatch(batch, clock.now());
  const currencies = new Set(ready.flatMap(({ event }) => event.custom_data?.currency ?? []));
  const [currency, ...others] = currencies;
  const times = ready.map(({ event }) => event.event_time);
  const details: Plain = {
    batch: id,
    digest: batch.digest,
    test_event_code: testCode,
    events: Object.fromEntries(
      [...Map.groupBy(ready, ({ event }) => event.event_name)].map(([name, rows]) => [name, rows.length]),
    ),
    customers: keysOf(ready),
    from: new Date(Math.min(...times) * 1000).toISOString(),
    until: new Date(Math.max(...times) * 1000).toISOString(),
  };
  return {
    kind: 'send conversions',
    account: pixel,
    client: pixel,
    // ISO 4217's code for no currency: sending moves no money.
    currency: typeof currency === 'string' && others.length === 0 ? currency : 'XXX',
    amountMinor: 0,
    details,
  };
}

const digestOf = (events: readonly ReadyEvent[], sha256: SendParts['sha256']): string =>
  sha256(canonicalJson(events));

/**
 * Carries out what was approved. Each event goes by the id it was approved with, so that Meta drops a repeat; what Meta has
 * taken is never sent again, whichever batch it came in. A request that is refused for what is in it is halved until the
 * events at fault stand alone, and each is told.
 */
export const conversionsExecutor = (parts: SendParts & { readonly port: ConversionsPort }): TaggedPort => ({
  async send(content, _tag, signal, stop): Promise<Applied> {
    const batch = await approvedBatch(parts, content);
    if (!batch)
      return { kind: 'refused', code: 'CONFLICT', detail: 'The events are not those that were approved.' };
    const due: ReadyEvent[] = [];
    for (const one of await notTaken(parts, batch)) {
      const old = ageProblem(one.event.event_time * 1000, one.event.action_source, parts.clock.now());
      if (old === null) due.push(one);
      else await parts.writer.markEvents(batch, [one], 'refused', old, parts.clock.now());
    }
    const search = { left: searchAtMost };
    for (let at = 0; at < due.length; at += atOnce) {
      const end = await sendSome(parts, batch, due.slice(at, at + atOnce), search, signal, stop);
      if (end?.kind === 'at rest') return { ...end, begun: await hasBegun(parts, batch) };
      if (end) return end;
    }
    const states = await parts.reader.sentEvents(batch.id);
    const refused = states.filter(({ state }) => state === 'refused');
    return refused.length > 0 && refused.length === states.length
      ? { kind: 'refused', code: 'UPSTREAM', detail: refused[0]?.problem ?? 'Meta took none of them.' }
      : { kind: 'done', answerId: `${states.length - refused.length} taken, ${refused.length} refused` };
  },
  async seen(content) {
    const batch = await approvedBatch(parts, content);
    if (!batch) return false;
    const states = await parts.reader.sentEvents(batch.id);
    const linesOf = (of: SentState['state']) =>
      new Set(states.filter(({ state }) => state === of).map(({ line }) => line));
    const [sent, refused] = [linesOf('sent'), linesOf('refused')];
    const lost = batch.events.filter(({ line }) => sent.has(line));
    await accept(parts, batch, lost, parts.clock.now());
    return (await notTaken(parts, batch)).some(({ line }) => !refused.has(line));
  },
});

/** Undefined where it is not what was approved. */
async function approvedBatch(
  { reader, sha256 }: SendParts,
  { account, details }: Content & { readonly details: Plain },
): Promise<EventBatch | undefined> {
  const approved = details as { readonly batch?: unknown; readonly digest?: unknown };
  const batch = await reader.eventBatch(String(approved.batch));
  const isIt = batch?.pixel === account && approved.digest === digestOf(batch.events, sha256);
  return isIt ? batch : undefined;
}

async function notTaken({ reader }: SendParts, { pixel, events }: EventBatch): Promise<ReadyEvent[]> {
  const taken = await reader.acceptedEvents(pixel, keysOfEvents(events));
  return events.filter((one) => !taken.has(keyOf(one)));
}

const hasBegun = async ({ reader }: SendParts, { id }: EventBatch): Promise<boolean> =>
  (await reader.sentEvents(id)).some(({ state }) => state === 'accepted');

/** What ends the whole: a lost reply, a rest, or a refusal that has nothing to do with what was sent. */
async function sendSome(
  parts: SendParts & { readonly port: ConversionsPort },
  batch: EventBatch,
  events: readonly ReadyEvent[],
  search: { left: number },
  signal: AbortSignal,
  stop: AbortSignal,
): Promise<Applied | null> {
  if (stop.aborted)
    return {
      kind: 'refused',
      code: 'STOPPED',
      detail: 'Everything was stopped; what Meta had not been sent by then was not sent.',
    };
  await parts.writer.markEvents(batch, events, 'sent', null, parts.clock.now());
  const answer = await parts.port.send(
    batch.pixel,
    events.map(({ event }) => event),
    batch.testCode,
    signal,
    stop,
  );
  const at = parts.clock.now();
  if (answer.kind === 'done') {
    await accept(parts, batch, events, at);
    return null;
  }
  // Put back or called back, none of them has left.
  if (answer.kind === 'at rest') await parts.writer.markEvents(batch, events, 'waiting', null, at);
  if (answer.kind !== 'refused' || answer.code !== 'INVALID_INPUT') return answer;
  if (events.length === 1) {
    await parts.writer.markEvents(batch, events, 'refused', answer.detail, at);
    return null;
  }
  search.left -= 1;
  if (search.left < 0) return answer;
  // None of them was taken: where the reply to one half is lost, the other was not sent.
  await parts.writer.markEvents(batch, events, 'waiting', null, at);
  const half = Math.ceil(events.length / 2);
  return (
    (await sendSome(parts, batch, events.slice(0, half), search, signal, stop)) ??
    sendSome(parts, batch, events.slice(half), search, signal, stop)
  );
}

async function accept(
  { writer }: SendParts,
  batch: EventBatch,
  events: readonly ReadyEvent[],
  at: string,
): Promise<void> {
  // First, since what is marked is never looked at again; both may come twice.
  if (batch.testCode === null)
    await writer.addLedgerRows(
      events.flatMap((one) => ledgerRow(one, at)),
      { words: batch.id, shop: null, told: null },
    );
  await writer.markEvents(batch, events, 'accepted', null, at);
}

/** A purchase that Meta has taken is an order of the ledger as well; the last in rank, since it repeats another's word. */
function ledgerRow({ event, minor, ad, campaign }: ReadyEvent, learntAt: string): Statement[] {
  const currency = event.custom_data?.currency;
  if (event.event_name !== 'Purchase' || minor === null || typeof currency !== 'string') return [];
  const order = event.custom_data?.order_id;
  return [
    {
      source: 'conversions-api',
      eventId: event.event_id,
      order: typeof order === 'string' ? order : null,
      kind: 'order',
      status: 'approved',
      minor,
      currency,
      happenedAt: new Date(event.event_time * 1000).toISOString(),
      beganAt: null,
      saidAt: null,
      learntAt,
      ad,
      campaign,
    },
  ];
}
