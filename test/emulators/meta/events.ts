import { minorDigits } from '../../../src/contract/minor-digits.ts';
import { dayIn } from '../../../src/main/core/learn/meta/days.ts';
import type { SimAccount, SimSale } from '../../support/meta/world.ts';
import type { GraphProblem } from './faults.ts';

interface Event {
  readonly event_name?: unknown;
  readonly event_time?: unknown;
  readonly event_id?: unknown;
  readonly action_source?: unknown;
  readonly event_source_url?: unknown;
  readonly user_data?: Record<string, unknown>;
  readonly custom_data?: Record<string, unknown>;
}

/** Which ad somebody met before they bought; by the click id in `fbc`, or by `fbp`. */
export interface Trace {
  readonly adId: string;
  readonly atMs: number;
  readonly by: SimSale['by'];
}

export interface SeenEvents {
  /** Each counted once, as Meta does within 48 hours. */
  readonly counted: Event[];
  /** Shown in the tool for tests, and counted nowhere. */
  readonly tests: Event[];
  readonly requests: { readonly events: number; readonly testCode: string | null }[];
  /** Ids of events that are refused whatever else is right: for faults that only Meta knows. */
  readonly dislikes: Set<string>;
}

const hashed = ['em', 'ph', 'fn', 'ln', 'ct', 'st', 'zp', 'country', 'db', 'ge', 'external_id'];
const weak = [
  ['ct', 'country', 'st', 'zp', 'ge', 'client_user_agent'],
  ['db', 'client_user_agent'],
  ['fn', 'ge'],
  ['ln', 'ge'],
];
const dayMs = 86_400_000;
const sameWithinMs = 2 * dayMs;
/** Until a sale that was told stands in the results. */
const toldAfterMs = 3_600_000;

/**
 * Meta's Conversions API (`meta.md` 9.30 and 9.31): all of a request or none of it, strict about every field it documents.
 * A purchase by somebody who met an ad becomes a sale of that ad.
 */
export function createEvents(
  accounts: readonly SimAccount[],
  traces: ReadonlyMap<string, Trace>,
  nowMs: () => number,
) {
  const seen: SeenEvents = { counted: [], tests: [], requests: [], dislikes: new Set() };
  const lastMs = new Map<string, number>();
  const refusal = (message: string): GraphProblem => ({
    code: 100,
    subcode: 2_804_019,
    message,
    userMessage: message,
  });

  function wrong(event: Event): string | null {
    const { event_name, event_time, event_id, action_source, user_data = {}, custom_data = {} } = event;
    if (typeof event_name !== 'string' || typeof event_time !== 'number')
      return 'event_name or event_time is missing';
    if (!Number.isInteger(event_time) || event_time > 1e11) return 'event_time is not in seconds';
    const age = nowMs() / 1000 - event_time;
    if (age < -60 || age > (action_source === 'physical_store' ? 62 : 7) * 86_400)
      return 'Event Timestamp Too Old';
    if (typeof action_source !== 'string') return 'action_source is missing';
    if (action_source === 'website' && (!event.event_source_url || !user_data.client_user_agent))
      return 'website events need event_source_url and client_user_agent';
    const keys = Object.keys(user_data);
    if (keys.length === 0 || weak.some((few) => keys.every((key) => few.includes(key))))
      return 'Not Enough Customer Data';
    for (const key of hashed)
      for (const value of [user_data[key] ?? []].flat())
        if (!/^[0-9a-f]{64}$/.test(String(value))) return `${key} is not hashed`;
    if (
      event_name === 'Purchase' &&
      (typeof custom_data.value !== 'number' || !/^[A-Z]{3}$/.test(String(custom_data.currency)))
    )
      return 'Purchase needs value and currency';
    return seen.dislikes.has(String(event_id)) ? 'Meta does not like it' : null;
  }

  function count(pixel: string, event: Event): void {
    const key = `${pixel} ${event.event_name} ${event.event_id}`;
    const before = lastMs.get(key);
    if (before !== undefined && nowMs() - before <= sameWithinMs) return;
    lastMs.set(key, nowMs());
    seen.counted.push(event);
    if (event.event_name === 'Purchase') attribute(event);
  }

  function attribute({ event_time, user_data = {}, custom_data = {} }: Event): void {
    const click = String(user_data.fbc ?? '').split('.')[3] ?? '';
    const trace = traces.get(click) ?? traces.get(String(user_data.fbp ?? ''));
    const account = accounts.find(({ ads }) => ads.some(({ id }) => id === trace?.adId));
    const currency = String(custom_data.currency);
    if (!trace || !account || account.currency !== currency) return;
    const atMs = Number(event_time) * 1000;
    (account.sales as SimSale[]).push({
      adId: trace.adId,
      day: dayIn(account.timeZone, new Date(atMs).toISOString()),
      knownMs: nowMs() + toldAfterMs,
      valueMinor: Math.round(Number(custom_data.value) * 10 ** minorDigits(currency)),
      afterDays: (atMs - trace.atMs) / dayMs,
      by: trace.by,
    });
  }

  return {
    seen,
    post(pixel: string, sent: URLSearchParams): object {
      const events = JSON.parse(sent.get('data') ?? '[]') as Event[];
      if (events.length === 0 || events.length > 1000) return refusal('1 to 1000 events');
      const testCode = sent.get('test_event_code');
      seen.requests.push({ events: events.length, testCode });
      const problem = events.map(wrong).find((one) => one !== null);
      if (problem) return refusal(problem);
      if (testCode !== null) seen.tests.push(...events);
      else for (const event of events) count(pixel, event);
      return { events_received: events.length, messages: [], fbtrace_id: 'AbCdEf' };
    },
  };
}
