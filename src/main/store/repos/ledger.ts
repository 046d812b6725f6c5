import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { Rate } from '../../core/learn/ledger/rates.ts';
import { type LedgerRow, type Statement, saleKey, wordsOf } from '../../core/learn/ledger/row.ts';
import type { LedgerReader, LedgerWriter } from '../../ports.ts';
import type { LedgerRowsTable, Tables } from '../schema.ts';
import { among } from './among.ts';
import { placedRows } from './placed-rows.ts';
import { metaRevenue, revenuePlaceReader } from './revenue-place.ts';

export const ledgerReader = (db: Kysely<Tables>): LedgerReader => ({
  revenuePlace: revenuePlaceReader(db),
  metaRevenue: (account, kind, ids, knownAt) => metaRevenue(db, account, kind, ids, knownAt),
  async ledgerRows({ ads, campaigns }): Promise<LedgerRow[]> {
    const sales = db
      .selectFrom('ledger_rows')
      .select('sale')
      .where(({ or, eb, selectFrom }) =>
        or([
          eb('ad', 'in', among(ads)),
          eb('ad', 'in', selectFrom('meta_ads').select('name').where('id', 'in', among(ads))),
          eb('campaign', 'in', among(campaigns)),
          eb(
            'campaign',
            'in',
            selectFrom('meta_campaigns').select('name').where('id', 'in', among(campaigns)),
          ),
        ]),
      );
    const rows = await db
      .selectFrom('ledger_rows')
      .selectAll()
      .where('sale', 'in', sales)
      .orderBy('seq')
      .execute();
    return placedRows(db, rows.map(toRow));
  },
  ledgerTold: () => db.selectFrom('ledger_told').selectAll().orderBy('source').execute(),
  async rowsOfSource(source) {
    const rows = await db
      .selectFrom('ledger_rows')
      .selectAll()
      .where('source', '=', source)
      .orderBy('seq')
      .execute();
    return placedRows(db, rows.map(toRow));
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

const toRow = (row: Omit<LedgerRowsTable, 'seq'>): Omit<LedgerRow, 'account'> => ({
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
});

/** Whatever SQLite takes in one statement of eighteen columns. */
const rowsAtOnce = 500;

export const ledgerWriter = (db: Kysely<Tables>): LedgerWriter => ({
  addLedgerRows: (statements, { words, shop: given, told }) =>
    db.transaction().execute(async (tx) => {
      const shop = await shopOf(tx, given);
      const telling = digestOf(words);
      let added = 0;
      for (let at = 0; at < statements.length; at += rowsAtOnce) {
        const rows = statements.slice(at, at + rowsAtOnce).map((row) => fromRow(row, shop, telling));
        const news = newsOf(rows, await saidBefore(tx, rows));
        if (news.length > 0) await tx.insertInto('ledger_rows').values(news).execute();
        added += news.length;
      }
      if (told)
        await tx
          .insertInto('ledger_told')
          .values(told)
          .onConflict((conflict) =>
            conflict.column('source').doUpdateSet(told).where('ledger_told.at', '<', told.at),
          )
          .execute();
      return added;
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

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

type NewRow = Omit<LedgerRowsTable, 'seq'>;
type Said = Pick<NewRow, 'source' | 'shop' | 'event_id' | 'words' | 'telling'>;

const eventOf = ({ source, shop, event_id }: Said): string => JSON.stringify([source, shop, event_id]);

async function saidBefore(tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<Map<string, Said[]>> {
  const before = await tx
    .selectFrom('ledger_rows')
    .select(['source', 'shop', 'event_id', 'words', 'telling'])
    .where('source', 'in', [...new Set(rows.map(({ source }) => source))])
    .where('event_id', 'in', among(rows.map(({ event_id }) => event_id)))
    .orderBy('seq')
    .execute();
  return Map.groupBy(before, eventOf);
}

/**
 * What says something new about its event. Words that carry their time are known once they were ever said; others may be
 * true again after something else was, unless they are a replay: of the same telling, or of one that is not known.
 */
function newsOf(rows: readonly NewRow[], before: Map<string, Said[]>): NewRow[] {
  return rows.filter((row) => {
    const said = before.get(eventOf(row)) ?? [];
    const same = said.filter(({ words }) => words === row.words);
    const replay = same.some(({ telling }) => telling === null || telling === row.telling);
    if (replay || (same.length > 0 && (row.said_at !== null || said.at(-1)?.words === row.words)))
      return false;
    before.set(eventOf(row), [...said, row]);
    return true;
  });
}

/** An ad account goes by its id, whichever way it was named. */
async function shopOf(tx: Kysely<Tables>, given: string | null): Promise<string | null> {
  const accounts = await tx.selectFrom('meta_accounts').select(['id', 'name']).execute();
  if (given === null) return accounts.length === 1 ? (accounts[0]?.id ?? null) : null;
  const folded = given.toLowerCase();
  const named = accounts.filter(({ name }) => name.toLowerCase() === folded);
  const byId = accounts.find(({ id }) => id === given.replace(/^act_/, ''));
  return byId?.id ?? (named.length === 1 ? (named[0]?.id ?? null) : folded);
}

const fromRow = (row: Statement, shop: string | null, telling: string): NewRow => ({
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
});
