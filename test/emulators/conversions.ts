import { type Emulator, emulate } from './server.ts';

interface Event {
  readonly event_name?: unknown;
  readonly event_time?: unknown;
  readonly event_id?: unknown;
  readonly action_source?: unknown;
  readonly event_source_url?: unknown;
  readonly user_data?: Record<string, unknown>;
  readonly custom_data?: Record<string, unknown>;
}

export interface ConversionsEmulator extends Emulator {
  /** By event name and id, each counted once, as Meta does within 48 hours. */
  readonly taken: Map<string, Event>;
  readonly requests: { readonly events: number; readonly testCode: string | null }[];
  /** Refused whatever else is right: for faults that only Meta knows. */
  readonly dislikes: Set<string>;
}

const hashed = ['em', 'ph', 'fn', 'ln', 'ct', 'st', 'zp', 'country', 'db', 'ge', 'external_id'];
const weak = [
  ['ct', 'country', 'st', 'zp', 'ge', 'client_user_agent'],
  ['db', 'client_user_agent'],
  ['fn', 'ge'],
  ['ln', 'ge'],
];

/** Meta's Conversions API (`meta.md` 9.30): all of a request or none of it, strict about every field it documents. */
export async function emulateConversions(token: string, nowMs: () => number): Promise<ConversionsEmulator> {
  const taken = new Map<string, Event>();
  const requests: { events: number; testCode: string | null }[] = [];
  const dislikes = new Set<string>();
  const refuse = (message: string, code = 100, subcode = 2804019) => ({
    status: 400,
    body: {
      error: {
        message,
        type: 'OAuthException',
        code,
        error_subcode: subcode,
        error_user_msg: message,
        fbtrace_id: 'AbC',
      },
    },
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
    return dislikes.has(String(event_id)) ? 'Meta does not like it' : null;
  }

  const emulator = await emulate(({ method, path, headers, body }) => {
    if (headers.authorization !== `Bearer ${token}` || path.includes(token))
      return refuse('Invalid token', 190, 467);
    if (method !== 'POST' || !/^\/v\d+\.0\/\d+\/events$/.test(path))
      return refuse('Unsupported request', 100, 33);
    const sent = JSON.parse(body.toString('utf8')) as { data?: Event[]; test_event_code?: string };
    const events = sent.data ?? [];
    if (events.length === 0 || events.length > 1000) return refuse('1 to 1000 events');
    requests.push({ events: events.length, testCode: sent.test_event_code ?? null });
    const problem = events.map(wrong).find((one) => one !== null);
    if (problem) return refuse(problem);
    for (const event of events) taken.set(`${event.event_name} ${event.event_id}`, event);
    return { body: { events_received: events.length, messages: [], fbtrace_id: 'AbCdEf' } };
  });
  return Object.assign(emulator, { taken, requests, dislikes });
}
