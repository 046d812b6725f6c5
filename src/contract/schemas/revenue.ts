import { z } from 'zod';
import { Currency, Minor } from '../money.ts';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';
import { Day } from './results.ts';

const Part = strict(() => ({ source: z.string(), minor: Minor, orders: z.number().nonnegative() }));

/** What one unit of `from` is worth in `to`, from that day until the day of the next rate. */
export const Rate = strict(() => ({
  from: Currency,
  to: Currency,
  day: Day,
  /** Decimal, so that no digit is lost. */
  rate: z.string().regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,12})?$/),
}));
export type Rate = z.infer<typeof Rate>;

export const Revenue = strict(() => ({
  kind: z.enum(['ad', 'campaign']),
  id: z.string(),
  /** Null while nothing says in which. */
  currency: Currency.nullable(),
  since: Day.nullable(),
  until: Day.nullable(),
  /** Null where nobody has reported anything: unknown is not nothing. */
  total_minor: Minor.nullable(),
  /** What no longer changes, and what still may: together they are the total. Null where only the other is known. */
  settled_minor: Minor.nullable(),
  provisional_minor: Minor.nullable(),
  orders: z.number().nonnegative().nullable(),
  /** Orders that Meta tells no worth of: never part of the total, nor of `orders`. */
  of_unknown_worth: z.number().nonnegative(),
  /** The parts of the total. */
  by_source: z.array(Part),
  /** Which of Meta's action types its figures are of; null where Meta's are in none of them. */
  action_type: z.string().nullable(),
  /** The attribution window of Meta's figures. */
  window: z.string().nullable(),
  /** Days are those of this zone. */
  time_zone: z.string(),
  /** For so many days an order may still change. */
  settles_after_days: z.int().nonnegative(),
  /** How sales that several sources know are counted once. */
  rule: z.string(),
  /** The same sales as others tell of them: never part of the total. */
  also_reported: z.array(Part),
  /** Part of the total, though this source, which comes after the one that counts, calls them declined. */
  declined_by: z.array(Part),
  /** Sales without an order number beside those of another source: perhaps the same, never part of the total. */
  not_matched: z.array(Part),
  /** Since when orders take the place of Meta's figures, for every ad of the account; null where they do not. */
  orders_count_since: Instant.nullable(),
  /** Names of the ad accounts that it runs in where they are several: then orders alone are told, and none of Meta's figures. */
  accounts: z.array(z.string()),
  /** Orders, and figures of Meta, in a currency for which there is no rate of their day: never part of the total. */
  unconverted: z.array(strict(() => ({ currency: Currency, minor: Minor, orders: z.int() }))),
  rates: z.array(Rate),
  /** Deals that are not won yet. */
  open: z.int().nonnegative(),
}));
export type Revenue = z.infer<typeof Revenue>;

/** Of a file's conversions: each field with the header of its column, null where the file has none. */
export const ConversionMap = strict(() => ({
  event_id: z.string().nullable(),
  order_id: z.string().nullable(),
  event_name: z.string().nullable(),
  event_time: z.string().nullable(),
  click_time: z.string().nullable(),
  updated_at: z.string().nullable(),
  value: z.string().nullable(),
  refunded: z.string().nullable(),
  currency: z.string().nullable(),
  status: z.string().nullable(),
  ad_id: z.string().nullable(),
  campaign_id: z.string().nullable(),
}));
export type ConversionMap = z.infer<typeof ConversionMap>;

export const BadRow = strict(() => ({
  /** Of the file, from 1; in one JSON document the number of the record. */
  line: z.int().positive(),
  field: z.string().nullable(),
  problem: z.string(),
}));
export type BadRow = z.infer<typeof BadRow>;

export const SourceName = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9 ._-]{0,39}$/, 'small letters and digits, at most 40')
  .refine((name) => name !== 'meta', 'Meta’s own figures come from Meta alone');

/**
 * Whose sales rows tell of: an ad account by its name or id, or a shop by any name. Order numbers are one sale within it
 * alone, and names of campaigns are those of its ad account. Null is the one ad account, where there is but one.
 */
export const ShopName = z.string().trim().min(1).max(120).nullable().default(null);

/** A file of conversions, by what it is known to the ledger. */
export const ImportedFile = strict(() => ({
  /** Names whose rows these are; the same rows under the same name are never counted twice. */
  source: SourceName.default('import'),
  /** CSV, JSON, or a JSON object a line. */
  text: z.string().max(32 * 1024 * 1024),
}));

/** With how it is to be read. */
export const ConversionFile = ImportedFile.extend({
  shop: ShopName,
  /** What differs from the guess. */
  map: ConversionMap.partial().default({}),
  /** Of times that name no zone. */
  /** Of times that name none; null is that of the ad account whose sales these are, UTC where none is known. */
  time_zone: z.string().max(64).nullable().default(null),
  /** Of rows that name none. */
  currency: Currency.nullable().default(null),
});

const Count = z.int().nonnegative();
export const ConversionsRead = strict(() => ({
  source: z.string(),
  map: ConversionMap,
  headers: z.array(z.string()),
  /** Fields without which no row can be read. */
  missing: z.array(z.string()),
  rows: Count,
  /** Sales and refunds. */
  good: Count,
  bad: z.array(BadRow),
  /** What the good ones come to: by the name of their event, by what each is taken for, by currency. */
  sums: z.array(
    strict(() => ({
      event: z.string().nullable(),
      /** `refund` is money that goes back; declined and refunded orders and open deals are worth nothing. */
      as: z.enum(['approved', 'pending', 'open', 'declined', 'refunded', 'refund']),
      rows: Count,
      currency: Currency,
      minor: Minor,
    })),
  ),
  /** Whole rows that are no sale, such as leads, by the name of their event. */
  no_sale: z.array(strict(() => ({ event: z.string(), rows: Count }))),
  /** Amounts with fractions of a minor unit, which were rounded. */
  rounded: Count,
  /** Which ad or campaign the good ones name. */
  names: strict(() => ({ ad: Count, campaign: Count, neither: Count })),
  time_zone: z.string(),
  /** Some times named no zone and were read in that one. */
  time_zone_used: z.boolean(),
  /** The first of them, as they were understood. */
  sample: z.array(
    strict(() => ({
      order: z.string().nullable(),
      at: Instant,
      minor: Minor,
      currency: Currency,
      status: z.string(),
      ad: z.string().nullable(),
      campaign: z.string().nullable(),
    })),
  ),
}));
export type ConversionsRead = z.infer<typeof ConversionsRead>;

export const ConversionsImported = ConversionsRead.extend({
  /** New to the ledger. */
  added: Count,
  /** Known already, word for word. */
  known: Count,
  /** What was read from the same file before and is read so no more: it counts no longer. */
  taken_back: Count,
  /** Of the known ones: they say no time and were said otherwise since, so the later word stands. */
  overruled: Count,
});
export type ConversionsImported = z.infer<typeof ConversionsImported>;
