import { type Kysely, sql } from 'kysely';
import type { ToldOfShop } from '../../core/decide/basis.ts';
import { inParts } from '../../core/in-parts.ts';
import type { GivenRate } from '../../core/learn/ledger/rates.ts';
import type { LedgerRow } from '../../core/learn/ledger/row.ts';
import { shopOf } from '../../core/learn/ledger/shop.ts';
import type { LedgerReader, LedgerWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { accountNames } from './account-names.ts';
import { among } from './among.ts';
import { newsOf, ofAccounts, saidBefore } from './ledger-news.ts';
import { digestOf, fromRow, type NewRow, toRow } from './ledger-row.ts';
import { placedRows } from './placed-rows.ts';
import { metaRevenue, revenuePlaceReader } from './revenue-place.ts';
import { noLongerSaid, standing, undone } from './taken-back.ts';
import { type Brought, broughtBefore, forget, handOver, keepFile, keepPost, saidToo } from './tellings.ts';

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
  // By whatever told last.
  ledgerTold: async () =>
    (
      await sql<ToldOfShop>`
        SELECT source, shop, max(at) AS at, how FROM ledger_told GROUP BY source, shop ORDER BY source, shop`.execute(
        db,
      )
    ).rows,
  async rowsOfSource(source) {
    const rows = await db
      .selectFrom('ledger_rows')
      .selectAll()
      .where('source', '=', source)
      .orderBy('seq')
      .execute();
    return placedRows(db, rows.map(toRow));
  },
  async rates(): Promise<GivenRate[]> {
    const rows = await db
      .selectFrom('currency_rates')
      .selectAll()
      .orderBy('from_currency')
      .orderBy('to_currency')
      .orderBy('day')
      .orderBy('given_at')
      .execute();
    return rows.map(({ from_currency, to_currency, day, rate, given_at }) => ({
      from: from_currency,
      to: to_currency,
      day,
      rate,
      givenAt: given_at,
    }));
  },
});

const nothing = { back: [], again: [], saidOtherwise: new Set<NewRow>(), overwritten: 0 };

/** Whatever SQLite takes in one statement of nineteen columns. */
const rowsAtOnce = 500;

async function insertAll(tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<void> {
  for (const some of inParts(rows, rowsAtOnce)) await tx.insertInto('ledger_rows').values(some).execute();
}

export const ledgerWriter = (db: Kysely<Tables>): LedgerWriter => ({
  addLedgerRows: (statements, { words, shop: named, told }) =>
    db.transaction().execute(async (tx) => {
      const shop = shopOf(named, await accountNames(tx));
      const telling = digestOf(words);
      const before =
        told && told.how !== 'refresh' ? await broughtBefore(tx, told.source, telling) : undefined;
      const stands = before?.undone === 0 ? before : undefined;
      const given = await withoutIdle(
        tx,
        await ofAccounts(
          tx,
          statements.map((row) => fromRow(row, shop, telling)),
        ),
        telling,
        stands,
        told?.how === 'file',
      );
      if (told?.how === 'file' && stands) await handOver(tx, told.source, telling, given);
      const all = (await Promise.all(inParts(given, rowsAtOnce).map((rows) => numbered(tx, rows)))).flat();
      const { back, again, saidOtherwise, overwritten } =
        told?.how === 'file' ? await noLongerSaid(tx, all, told.source, shop, telling, told.at) : nothing;
      const isAsBefore = back.length + saidOtherwise.size === 0;
      const heardAt = (isAsBefore && told?.how === 'file' && stands?.at) || null;
      await insertAll(tx, [...back, ...again]);
      const done = { added: 0, known: 0, overruled: 0, takenBack: back.length + overwritten };
      const known: number[] = [];
      for (const rows of inParts(all, rowsAtOnce)) {
        const found = await newsOf(tx, rows, saidOtherwise, stands, heardAt);
        const { news, raised, gone } = found;
        await insertAll(tx, [...gone, ...news, ...raised]);
        done.added += news.length;
        done.known += rows.length - news.length;
        done.takenBack += gone.length;
        done.overruled += found.overruled;
        known.push(...found.known);
      }
      if (told?.how === 'file') await keepFile(tx, told, { shop, telling }, before, known);
      else if (told?.how === 'post') await keepPost(tx, told, { shop, telling }, known);
      if (told && told.how !== 'file')
        await sql`
          INSERT INTO ledger_told (source, shop, at, how) VALUES (${told.source}, ${shop}, ${told.at}, ${told.how})
          ON CONFLICT (source, coalesce(shop, ''), how) DO UPDATE SET at = excluded.at
          WHERE at < excluded.at`.execute(tx);
      return done;
    }),
  takeBack: ({ source, words, at }) =>
    db.transaction().execute(async (tx) => {
      const telling = digestOf(words);
      await handOver(tx, source, telling, []);
      const { back, again } = await undone(tx, source, telling, at);
      await insertAll(tx, [...back, ...again]);
      const before = await broughtBefore(tx, source, telling);
      if (before?.undone === 0) await forget(tx, before);
      return back.length;
    }),
  async setRate({ from, to, day, rate }, at): Promise<void> {
    await db
      .insertInto('currency_rates')
      .values({ from_currency: from, to_currency: to, day, rate, given_at: at })
      .onConflict((conflict) =>
        conflict.columns(['from_currency', 'to_currency', 'day', 'given_at']).doUpdateSet({ rate }),
      )
      .execute();
  },
});

/**
 * That nothing went back says something only where something had, also in the same file, and not in a replay of what came
 * before that.
 */
async function withoutIdle(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
  telling: string,
  brought: Brought | undefined,
  isFile: boolean,
): Promise<NewRow[]> {
  const isNothing = ({ kind, minor }: NewRow): boolean => kind === 'refund' && minor === 0;
  const idle = rows.filter(isNothing);
  if (idle.length === 0) return [...rows];
  const before = await saidBefore(tx, idle);
  const known = brought ? await saidToo(tx, brought, before) : new Set<number>();
  const isReplay = brought !== undefined || (!isFile && (await isTold(tx, idle[0], telling)));
  const counts = isReplay
    ? before.filter((row) => row.telling === telling || known.has(row.seq ?? 0))
    : standing(before);
  const own = rows.filter((row) => row.kind === 'refund' && !isNothing(row));
  const events = new Set([...counts, ...own].map(({ event_id }) => event_id));
  return rows.filter((row) => !isNothing(row) || events.has(row.event_id));
}

const isTold = async (tx: Kysely<Tables>, row: NewRow | undefined, telling: string): Promise<boolean> =>
  (await tx
    .selectFrom('ledger_rows')
    .select('seq')
    .where('telling', '=', telling)
    .where('source', '=', row?.source ?? '')
    .limit(1)
    .executeTakeFirst()) !== undefined;

/**
 * A sale that another telling gave its order number keeps it where the number is told no more: it is the same sale. What this
 * telling itself said is read anew.
 */
async function numbered(tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<NewRow[]> {
  const bare = rows.filter(({ kind, order_id }) => kind === 'order' && order_id === null);
  if (bare.length === 0) return [...rows];
  const known = new Map<string, NewRow>();
  const words = new Set(bare.map((row) => row.words));
  const eventOf = ({ source, shop, event_id }: NewRow): string => JSON.stringify([source, shop, event_id]);
  const before = (await saidBefore(tx, bare)).filter(
    (one) => one.telling !== rows[0]?.telling || words.has(one.words),
  );
  for (const one of standing(before))
    if (one.kind === 'order' && one.order_id !== null) known.set(eventOf(one), one);
  return rows.map((row) => {
    const same = row.kind === 'order' && row.order_id === null ? known.get(eventOf(row)) : undefined;
    return same ? { ...row, order_id: same.order_id, sale: same.sale } : row;
  });
}
