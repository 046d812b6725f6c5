import { z } from 'zod';
import { Currency } from '../money.ts';
import { strict } from '../strict.ts';
import { BadRow } from './revenue.ts';

/** Where an event happened, in Meta's words (`meta.md` 5). */
export const ActionSource = z.enum([
  'email',
  'website',
  'app',
  'phone_call',
  'chat',
  'physical_store',
  'system_generated',
  'business_messaging',
  'other',
]);

const Count = z.int().nonnegative();
export const PixelId = z.string().regex(/^\d{5,32}$/, 'the number of the data set (pixel)');

/** A file of events for Meta's Conversions API, with how it is to be read. */
export const EventFile = strict(() => ({
  text: z.string().max(32 * 1024 * 1024),
  /** Field by column, where the guess is wrong. */
  map: z.record(z.string().max(40), z.string().nullable()).default({}),
  /** META_PIXEL_ID where it is not given. */
  pixel: PixelId.optional(),
  time_zone: z.string().max(64).default('UTC'),
  currency: Currency.nullable().default(null),
  /** Two small letters: of telephone numbers without a country code. */
  country: z
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .default(null),
  /** Of events that do not say where they happened. */
  action_source: ActionSource.nullable().default(null),
  /** Shows them under Test events and counts them nowhere. */
  test_event_code: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .nullable()
    .default(null),
}));

export const EventsChecked = strict(() => ({
  pixel: PixelId.nullable(),
  map: z.record(z.string(), z.string().nullable()),
  headers: z.array(z.string()),
  rows: Count,
  /** Would be sent. */
  good: Count,
  /** Were sent before and taken: never sent again. */
  sent_before: Count,
  bad: z.array(BadRow),
  /** Which facts of customers leave this machine; names and addresses as hashes. */
  keys: z.array(z.string()),
  events: z.array(strict(() => ({ event: z.string(), rows: Count }))),
  /** Names that go by Meta's spelling: in another one an event is no standard event there. */
  renamed: z.array(strict(() => ({ given: z.string(), event: z.string() }))),
  /** The first one, exactly as Meta would get it; null where none is good. */
  sample: z.string().nullable(),
}));
export type EventsChecked = z.infer<typeof EventsChecked>;

export const BatchId = z.string().regex(/^cb_[0-9a-f]{16}$/);
export const EventsProposed = EventsChecked.extend({
  batch: BatchId,
  /** Nothing is sent before a person has approved this. */
  approval: z.string(),
});

export const SentEvent = strict(() => ({
  line: z.int().positive(),
  event_name: z.string(),
  event_id: z.string(),
  state: z.enum(['waiting', 'sent', 'accepted', 'refused']),
  problem: z.string().nullable(),
}));
