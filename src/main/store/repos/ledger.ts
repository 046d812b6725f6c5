import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { Rate } from '../../core/learn/ledger/rates.ts';
import { type LedgerRow, saleOf, wordsOf } from '../../core/learn/ledger/row.ts';
import type { LedgerReader, LedgerWriter } from '../../ports.ts';
import type { LedgerRowsTable, Tables } from '../schema.ts';
import { among } from './among.ts';
import { metaRevenue, revenuePlace } from './revenue-place.ts';

export const ledgerReader = (db: Kysely<Tables>): LedgerReader => ({
  revenuePlace: (kind, id) => revenuePlace(db, kind, id),
  metaRevenue: (account, kind, ids, knownAt) => metaRevenue(db, account, kind, ids, knownAt),
  async ledgerRows({ ads, campaigns }): Promise<LedgerRow[]> {
    const sales = db
      .selectFrom('ledger_rows')
      .select('sale')
      .where(({ or, eb }) => or([eb('ad', 'in', among(ads)), eb('campaign', 'in', among(campaigns))]));
    const rows = await db
      .selectFrom('ledger_rows')
      .selectAll()
      .where('sale', 'in', sales)
      .orderBy('seq')
      .execute();
    return rows.map(toRow);
  },
  ledgerTold: () => db.selectFrom('ledger_told').selectAll().orderBy('source').execute(),
  async rowsOfSource(source) {
    const rows = await db
      .selectFrom('ledger_rows')
      .selectAll()
      .where('source', '=', source)
      .orderBy('seq')
      .execute();
    return rows.map(toRow);
  },
  async rates(): Promise<Rate[]> {
    const rows = await db
      .selectFrom('currency_rates')
      .selectAll()
      .orderBy('from_currency')
      .orderBy('to_currency')
      .orderBy('day')
      .execute();
    return rows.map(({ from_currency, to_currency, day, rate }) => ({
      from: from_currency,
      to: to_currency,
      day,
      rate,
    }));
  },
});

const toRow = (row: Omit<LedgerRowsTable, 'seq'>): LedgerRow => ({
  source: row.source,
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
});

/** Whatever SQLite takes in one statement of sixteen columns. */
const rowsAtOnce = 500;

export const ledgerWriter = (db: Kysely<Tables>): LedgerWriter => ({
  addLedgerRows: (rows, told) =>
    db.transaction().execute(async (tx) => {
      let added = 0n;
      for (let at = 0; at < rows.length; at += rowsAtOnce) {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('ledger_rows')
          .values(rows.slice(at, at + rowsAtOnce).map(fromRow))
          .onConflict((conflict) => conflict.columns(['source', 'event_id', 'words']).doNothing())
          .executeTakeFirstOrThrow();
        added += numInsertedOrUpdatedRows ?? 0n;
      }
      if (told)
        await tx
          .insertInto('ledger_told')
          .values(told)
          .onConflict((conflict) =>
            conflict.column('source').doUpdateSet(told).where('ledger_told.at', '<', told.at),
          )
          .execute();
      return Number(added);
    }),
  async setRate({ from, to, day, rate }): Promise<void> {
    const key = { from_currency: from, to_currency: to, day };
    if (rate === null)
      await db
        .deleteFrom('currency_rates')
        .where('from_currency', '=', from)
        .where('to_currency', '=', to)
        .where('day', '=', day)
        .execute();
    else
      await db
        .insertInto('currency_rates')
        .values({ ...key, rate })
        .onConflict((conflict) =>
          conflict.columns(['from_currency', 'to_currency', 'day']).doUpdateSet({ rate }),
        )
        .execute();
  },
});

const fromRow = (row: LedgerRow): Omit<LedgerRowsTable, 'seq'> => ({
  source: row.source,
  event_id: row.eventId,
  words: createHash('sha256')
    .update(canonicalJson(wordsOf(row)))
    .digest('hex')
    .slice(0, 32),
  sale: saleOf(row),
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
});
