import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';
import { type LedgerRow, type Statement, saleKey, wordsOf } from '../../core/learn/ledger/row.ts';
import type { LedgerRowsTable } from '../schema.ts';

/** With its place where it is kept already. */
export type NewRow = Omit<LedgerRowsTable, 'seq'> & { readonly seq?: number };

export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

export const toRow = (row: NewRow): Omit<LedgerRow, 'account'> => ({
  source: row.source,
  shop: row.shop,
  eventId: row.event_id,
  order: row.order_id,
  kind: row.kind,
  status: row.status,
  minor: row.minor,
  currency: row.currency,
  happenedAt: row.happened_at,
  beganAt: row.began_at,
  saidAt: row.said_at,
  learntAt: row.learnt_at,
  ad: row.ad,
  campaign: row.campaign,
  telling: row.telling,
  ...(row.taken_back === 1 && { takenBack: true }),
});

export const fromRow = (row: Statement, shop: string | null, telling: string): NewRow => ({
  source: row.source,
  shop,
  telling,
  event_id: row.eventId,
  words: digestOf(canonicalJson(wordsOf(row))),
  sale: saleKey(row),
  order_id: row.order,
  kind: row.kind,
  status: row.status,
  minor: row.minor,
  currency: row.currency,
  happened_at: row.happenedAt,
  began_at: row.beganAt,
  said_at: row.saidAt,
  learnt_at: row.learntAt,
  ad: row.ad,
  campaign: row.campaign,
  taken_back: 0,
});
