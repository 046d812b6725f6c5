import { type Kysely, sql } from 'kysely';
import type { GivenRate } from '../../core/learn/ledger/rates.ts';
import type { LedgerRow } from '../../core/learn/ledger/row.ts';
import { shopOf } from '../../core/learn/ledger/shop.ts';
import type { LedgerReader, LedgerWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { accountNames } from './account-names.ts';
import { among } from './among.ts';
import { digestOf, fromRow, type NewRow, toRow } from './ledger-row.ts';
import { placedRows } from './placed-rows.ts';
import { metaRevenue, revenuePlaceReader } from './revenue-place.ts';
import {
  excludes,
  isUndone,
  keyOf,
  momentBefore,
  noLongerSaid,
  placedEvents,
  standing,
  superseded,
  takenBack,
  undone,
} from './taken-back.ts';

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
  ledgerTold: () => db.selectFrom('ledger_told').selectAll().orderBy('source').orderBy('shop').execute(),
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

const nothing = { unsaid: [], saidOtherwise: new Set<NewRow>(), adUnsaid: [] };

/** Whatever SQLite takes in one statement of nineteen columns. */
const rowsAtOnce = 500;
const inParts = (rows: readonly NewRow[]): NewRow[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, n) =>
    rows.slice(n * rowsAtOnce, (n + 1) * rowsAtOnce),
  );

async function insertAll(tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<void> {
  for (const some of inParts(rows)) await tx.insertInto('ledger_rows').values(some).execute();
}

export const ledgerWriter = (db: Kysely<Tables>): LedgerWriter => ({
  addLedgerRows: (statements, { words, shop: named, told }) =>
    db.transaction().execute(async (tx) => {
      const shop = shopOf(named, await accountNames(tx));
      const telling = digestOf(words);
      const given = await withoutIdle(
        tx,
        statements.map((row) => fromRow(row, shop, telling)),
        telling,
      );
      const all = (await Promise.all(inParts(given).map((rows) => numbered(tx, rows)))).flat();
      const { unsaid, saidOtherwise, adUnsaid } =
        told?.how === 'file' ? await noLongerSaid(tx, all, told.source, shop, telling) : nothing;
      const back = unsaid.map((row) => takenBack(row, told?.at ?? row.learnt_at, telling));
      const ofNoAd = adUnsaid.map((row) => takenBack(row, momentBefore(told?.at ?? row.learnt_at), telling));
      await insertAll(tx, [...back, ...ofNoAd]);
      const done = { added: 0, known: 0, overruled: 0, takenBack: back.length };
      for (const rows of inParts(all)) {
        const { news, gone, overruled } = await newsOf(tx, rows, saidOtherwise);
        await insertAll(tx, [...gone, ...news]);
        done.added += news.length;
        done.known += rows.length - news.length;
        done.takenBack += gone.length;
        done.overruled += overruled;
      }
      if (told)
        await sql`
          INSERT INTO ledger_told (source, shop, at, how) VALUES (${told.source}, ${shop}, ${told.at}, ${told.how})
          ON CONFLICT (source, coalesce(shop, '')) DO UPDATE SET at = excluded.at, how = excluded.how
          WHERE at < excluded.at`.execute(tx);
      return done;
    }),
  takeBack: ({ source, words, at }) =>
    db.transaction().execute(async (tx) => {
      const { back, again } = await undone(tx, source, digestOf(words), at);
      await insertAll(tx, [...back, ...again]);
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

const saidBefore = (tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<NewRow[]> =>
  tx
    .selectFrom('ledger_rows')
    .selectAll()
    .where('source', 'in', [...new Set(rows.map(({ source }) => source))])
    .where('event_id', 'in', among(rows.map(({ event_id }) => event_id)))
    .orderBy('seq')
    .execute();

/** That nothing went back says something only where something had, and not in a replay of what came before that. */
async function withoutIdle(tx: Kysely<Tables>, rows: readonly NewRow[], telling: string): Promise<NewRow[]> {
  const isNothing = ({ kind, minor }: NewRow): boolean => kind === 'refund' && minor === 0;
  const idle = rows.filter(isNothing);
  if (idle.length === 0) return [...rows];
  const before = await saidBefore(tx, idle);
  const known = await tx
    .selectFrom('ledger_rows')
    .select('seq')
    .where('telling', '=', telling)
    .where('source', '=', idle[0]?.source ?? '')
    .limit(1)
    .executeTakeFirst();
  const counts = known ? before.filter((row) => row.telling === telling) : standing(before);
  const events = new Set(counts.map(({ event_id }) => event_id));
  return rows.filter((row) => !isNothing(row) || events.has(row.event_id));
}

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
  for (const one of standing(await saidBefore(tx, bare)))
    if (
      one.kind === 'order' &&
      one.order_id !== null &&
      (one.telling !== rows[0]?.telling || words.has(one.words))
    )
      known.set(eventOf(one), one);
  return rows.map((row) => {
    const same = row.kind === 'order' && row.order_id === null ? known.get(eventOf(row)) : undefined;
    return same ? { ...row, order_id: same.order_id, sale: same.sale } : row;
  });
}

/**
 * What says something new about its event, which is one within an ad account, whatever name its shop was given. Words that
 * carry their time are known once they were ever said, until they are taken back; others may be true again after something
 * else was. Neither where they are a replay: of the same telling, or of one that is not known, and not read `saidOtherwise`
 * before. How many of these were said otherwise since is told. An event that has its order number now is no sale of its own
 * beside it any more.
 */
async function newsOf(tx: Kysely<Tables>, rows: readonly NewRow[], saidOtherwise: ReadonlySet<NewRow>) {
  const isNew = new Set(rows);
  const news = new Map<NewRow, NewRow>();
  const gone: NewRow[] = [];
  let overruled = 0;
  for (const part of await placedEvents(tx, [...(await saidBefore(tx, rows)), ...rows])) {
    const told = part.map(({ row }) => row);
    const accounts = new Map(part.map(({ row, account }) => [row, account]));
    const said: NewRow[] = [];
    for (const row of told) {
      const isRestated =
        saidOtherwise.has(row) && !said.some((one) => news.has(one) && one.words === row.words);
      if (isNew.has(row) && !isRestated && !isNews(row, said)) continue;
      if (isNew.has(row)) news.set(row, saidAgain(row, said));
      said.push(row);
    }
    const [now, before] = [true, false].map((is) => told.filter((row) => isNew.has(row) === is));
    gone.push(...superseded(before ?? [], now ?? [], (row) => accounts.get(row) ?? null));
    overruled += told.filter(
      (row) =>
        isNew.has(row) && !news.has(row) && row.said_at === null && row.words !== lastOf(said, row)?.words,
    ).length;
  }
  return { news: rows.flatMap((row) => news.get(row) ?? []), gone, overruled };
}

/** The last word on the same order of an event, which may be of several. */
const lastOf = (said: readonly NewRow[], row: NewRow): NewRow | undefined =>
  said.findLast((one) => keyOf(one) === keyOf(row));

/** What this telling said of the same before. */
const ownOf = (row: NewRow, said: readonly NewRow[]): NewRow | undefined =>
  said.findLast((one) => keyOf(one) === keyOf(row) && one.telling === row.telling);

/** Said again after it was undone it counts, also where what stands by now, or was taken back, bears a later time of change. */
function saidAgain(row: NewRow, said: readonly NewRow[]): NewRow {
  const at = lastOf(said, row)?.said_at ?? null;
  const isOlder = row.said_at !== null && at !== null && at > row.said_at;
  return isOlder && isUndone(row, ownOf(row, said)) ? { ...row, said_at: at } : row;
}

function isNews(row: NewRow, said: readonly NewRow[]): boolean {
  const same = said.filter(({ words }) => words === row.words);
  if (same.length === 0) return true;
  const last = lastOf(said, row);
  const isAgain = isUndone(row, ownOf(row, said));
  const isReplay = !isAgain && same.some(({ telling }) => telling === null || telling === row.telling);
  if (isReplay) return false;
  return last?.taken_back === 1 || isAgain
    ? !standing(said).some((one) => excludes(one, row))
    : row.said_at === null && last?.words !== row.words;
}
