import { folded } from './folded.ts';

/** What a conversion can carry, and the headers under which files of shops, trackers and CRMs bring it. */
export const fields = {
  event_id: ['event_id', 'conversion_id', 'external_event_id', 'record_id', 'deal_id', 'id'],
  order_id: [
    'order_id',
    'order_number',
    'order',
    'transaction_id',
    'transaction',
    'tx_id',
    'invoice_id',
    'receipt_id',
  ],
  event_name: ['event_name', 'event', 'conversion_type', 'conversion_name', 'goal'],
  event_time: [
    'event_time',
    'event_timestamp',
    'conversion_time',
    'conversion_date',
    'order_date',
    'ordered_at',
    'purchased_at',
    'paid_at',
    'close_date',
    'timestamp',
    'time',
    'date',
    'created_at',
  ],
  /** Of a deal, when it was opened. */
  click_time: [
    'click_time',
    'click_date',
    'clicked_at',
    'click_timestamp',
    'visit_time',
    'create_date',
    'createdate',
  ],
  updated_at: ['updated_at', 'last_modified', 'last_modified_date', 'modified_at'],
  value: [
    'value',
    'event_value',
    'conversion_value',
    'order_value',
    'order_total',
    'total_price',
    'revenue',
    'amount',
    'total',
    'price',
    'payout',
  ],
  /** Of the value what went back again. */
  refunded: ['refunded_amount', 'amount_refunded', 'refund_amount', 'total_refunded'],
  currency: ['currency', 'currency_code', 'deal_currency_code', 'deal_currency'],
  status: [
    'status',
    'conversion_status',
    'order_status',
    'payment_status',
    'financial_status',
    'deal_status',
    'deal_stage',
    'stage',
    'pipeline_stage',
    'state',
  ],
  ad_id: ['ad_id', 'fb_ad_id', 'meta_ad_id', 'utm_content', 'creative_id', 'ad_name', 'ad'],
  campaign_id: ['campaign_id', 'fb_campaign_id', 'utm_campaign', 'campaign_name', 'campaign'],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof fields;
export const fieldNames = Object.keys(fields) as Field[];
/** By field the header of the file; what is not there is null. */
export type Mapping = Readonly<Record<Field, string | null>>;

/** Whether the rows are deals of a CRM: most of these were not won, so that their stage has to be known. */
export const isOfDeals = (headers: readonly string[]): boolean =>
  headers.some((header) => /^(deal(id|name|stage|owner)|closedate)$/.test(folded(header)));

/**
 * In Shopify's export of orders `Name` is the number of the order, #1001, and `Id` one that nobody else knows; what was not
 * paid yet has no `Paid at`.
 */
const shopify = {
  ...fields,
  order_id: ['name'],
  event_time: ['created_at'],
} satisfies Record<Field, readonly string[]>;

export function mapColumns(headers: readonly string[], chosen: Partial<Mapping>): Mapping {
  const names = new Set(headers.map(folded));
  const isShopify = ['name', 'financialstatus', 'lineitemname'].every((name) => names.has(name));
  return mapFields<Field>(isShopify ? shopify : fields, headers, chosen);
}

/** The first known name that stands in the file, whatever its case and dashes; `chosen` goes before every guess. */
export function mapFields<F extends string>(
  known: Readonly<Record<F, readonly string[]>>,
  headers: readonly string[],
  chosen: { readonly [Name in F]?: string | null },
): Readonly<Record<F, string | null>> {
  const taken = new Set(Object.values(chosen));
  const byName = new Map<string, string>();
  for (const header of headers.filter((one) => !taken.has(one))) {
    byName.set(folded(header), header);
    // Of what lies inside of another object the last name will do.
    const last = folded(header.slice(header.lastIndexOf('.') + 1));
    if (!byName.has(last)) byName.set(last, header);
  }
  return Object.fromEntries(
    (Object.keys(known) as F[]).map((field) => {
      if (chosen[field] !== undefined) return [field, chosen[field]];
      const found = known[field].map(folded).find((name) => byName.has(name));
      return [field, found === undefined ? null : (byName.get(found) as string)];
    }),
  ) as Record<F, string | null>;
}
