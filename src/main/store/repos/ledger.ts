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
  howTakenBack,
  keyOf,
  later,
  noLongerSaid,
  placedEvents,
  standing,
  superseded,
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

const nothing = { back: [], again: [], saidOtherwise: new Set<NewRow>(), overwritten: 0 };

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
      const { back, again, saidOtherwise, overwritten } =
        told?.how === 'file' ? await noLongerSaid(tx, all, told.source, shop, telling, told.at) : nothing;
      const isAsBefore = back.length + saidOtherwise.size === 0;
      const heardAt = told?.how === 'file' && isAsBefore ? await heard(tx, all[0]) : null;
      await insertAll(tx, [...back, ...again]);
      const done = { added: 0, known: 0, overruled: 0, takenBack: back.length + overwritten };
      for (const rows of inParts(all)) {
        const { news, raised, gone, overruled } = await newsOf(tx, rows, saidOtherwise, heardAt);
        await insertAll(tx, [...gone, ...news, ...raised]);
        done.added += news.length;
        done.known += rows.length - news.length;
        done.takenBack += gone.length;
        done.overruled += overruled;
      }
      // A file of before tells of no day since, as a new one without a sale does.
      if (told && (heardAt === null || done.added > 0))
        await sql`
          INSERT INTO ledger_told (source, shop, at, how) VALUES (${told.source}, ${shop}, ${told.at}, ${told.how})
          ON CONFLICT (source, coalesce(shop, '')) DO UPDATE SET at = excluded.at, how = excluded.how
          WHERE at < excluded.at`.execute(tx);
      return done;
    }),
  takeBack: ({ source, words, at }) =>
    db.transaction().execute(async (tx) => {
      const telling = digestOf(words);
      const { back, again } = await undone(tx, source, telling, at);
      if (back.length > 0) await unheard(tx, source, telling);
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

/** When a file was brought first since it was last taken back: what was known then is no news in a replay of it. */
async function heard(tx: Kysely<Tables>, row: NewRow | undefined): Promise<string | null> {
  if (!row) return null;
  const own = tx
    .selectFrom('ledger_rows')
    .where('source', '=', row.source)
    .where('telling', '=', row.telling)
    .where('learnt_at', '<', row.learnt_at);
  const lastBack = own.where('taken_back', '=', 1).select(sql<string>`coalesce(max(learnt_at), '')`.as('at'));
  const { at } = await own
    .where('taken_back', '=', 0)
    .where('learnt_at', '>=', lastBack)
    .select(({ fn }) => fn.min<string | null>('learnt_at').as('at'))
    .executeTakeFirstOrThrow();
  return at;
}

/**
 * Where a source was heard of last by what is taken back, it was by what others first told of the same shop before: where one
 * told nothing new, that is forgotten too, since days of which nobody told must not pass for days without a sale.
 */
async function unheard(tx: Kysely<Tables>, source: string, telling: string): Promise<void> {
  const isOfIt = sql`source = ${source} AND at IN (
    SELECT learnt_at FROM ledger_rows WHERE source = ${source} AND telling = ${telling})`;
  await sql`
    UPDATE ledger_told SET at = coalesce((
      SELECT max(first) FROM (
        SELECT min(learnt_at) AS first FROM ledger_rows
        WHERE source = ${source} AND shop IS ledger_told.shop AND telling IS NOT ${telling}
        GROUP BY coalesce(telling, seq) HAVING max(2 * seq + taken_back) % 2 = 0)
      WHERE first < at), '')
    WHERE ${isOfIt}`.execute(tx);
  await sql`DELETE FROM ledger_told WHERE at = ''`.execute(tx);
}

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

/**
 * What says something new about its event, which is one within an ad account, whatever name its shop was given. Words that
 * carry their time are known once they were ever said, until they are taken back; others may be true again after something
 * else was. Neither where they are a replay: of the same telling, of a file that was `heardAt` when they were known, or of one
 * that is not known, and not read `saidOtherwise` before. How many of these were said otherwise since is told. An event that has its order number now is no sale of its own
 * beside it any more.
 */
async function newsOf(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
  saidOtherwise: ReadonlySet<NewRow>,
  heardAt: string | null,
) {
  const isNew = new Set(rows);
  const news = new Set<NewRow>();
  const [gone, raised]: [NewRow[], NewRow[]] = [[], []];
  let overruled = 0;
  for (const part of await placedEvents(tx, [...(await saidBefore(tx, rows)), ...rows])) {
    const told = part.map(({ row }) => row);
    const accounts = new Map(part.map(({ row, account }) => [row, account]));
    const said: NewRow[] = [];
    for (const row of told) {
      const isRestated =
        saidOtherwise.has(row) && !said.some((one) => news.has(one) && one.words === row.words);
      if (isNew.has(row) && !isRestated && !isNews(row, said, heardAt)) continue;
      said.push(row);
      if (isNew.has(row)) news.add(row);
    }
    const [now, before] = [true, false].map((is) => told.filter((row) => isNew.has(row) === is));
    gone.push(...superseded(before ?? [], now ?? [], (row) => accounts.get(row) ?? null));
    for (const same of Map.groupBy(told, keyOf).values())
      for (const row of same) if (news.has(row)) raised.push(...raisedOf(row, same, saidOtherwise.has(row)));
    overruled += told.filter(
      (row) =>
        isNew.has(row) && !news.has(row) && row.said_at === null && row.words !== lastOf(said, row)?.words,
    ).length;
  }
  return { news: rows.filter((row) => news.has(row)), raised, gone, overruled };
}

/** The last word on the same order of an event, which may be of several. */
const lastOf = (said: readonly NewRow[], row: NewRow): NewRow | undefined =>
  said.findLast((one) => keyOf(one) === keyOf(row));

/** The last word of its telling on the same. */
const ownOf = (said: readonly NewRow[], row: NewRow): NewRow | undefined =>
  said.findLast((one) => keyOf(one) === keyOf(row) && one.telling === row.telling);

/** Where a word was said first: what is said again after another was taken back bears the time of that. */
const firstOf = (said: readonly NewRow[], word: NewRow): NewRow =>
  said.find(
    (one) => keyOf(one) === keyOf(word) && one.words === word.words && one.telling === word.telling,
  ) ?? word;

const saidAt = ({ said_at, learnt_at }: NewRow): string => said_at ?? learnt_at;

/**
 * A word once more, as said when that was whose place it takes, where that is later: a time of change was wrong, or a later
 * word was undone. What stands in such a place is told by its own time, which its first row bears.
 */
function raisedOf(row: NewRow, same: readonly NewRow[], isOtherwise: boolean): NewRow[] {
  const before = same.filter(({ learnt_at }) => learnt_at !== row.learnt_at);
  const last = before.at(-1);
  const isLast =
    same.filter((one) => !before.includes(one) && one.telling === row.telling).reduce(later) === row;
  if (!last || !isLast) return [];
  const first = firstOf(before, last);
  const own = ownOf(before, row);
  const places = [
    ...(last.taken_back === 1 || saidAt(first) <= saidAt(row) ? [saidAt(last)] : []),
    ...(own && (isOtherwise || own.taken_back === 1) ? [saidAt(own)] : []),
  ];
  const place = places.reduce((a, b) => (a > b ? a : b), '');
  return place > saidAt(row) ? [{ ...row, said_at: place }] : [];
}

function isNews(row: NewRow, said: readonly NewRow[], heardAt: string | null): boolean {
  const ever = said.filter(({ words }) => words === row.words);
  if (ever.length === 0) return true;
  const [last, own] = [lastOf(said, row), ownOf(said, row)];
  // What another said and that was undone was never said.
  const same = ever.filter((one) => one.telling === row.telling || ownOf(said, one)?.taken_back !== 1);
  const how = howTakenBack(row, own);
  // Nor has another said anything since, where its word of before was put in that place.
  const isLast =
    last !== undefined && own !== undefined && said.indexOf(firstOf(said, last)) < said.indexOf(own);
  const isAgain = how === 'undone' || (how === 'taken back' && isLast);
  const isReplay =
    !isAgain &&
    same.some(
      ({ telling, learnt_at }) =>
        telling === null || telling === row.telling || (heardAt !== null && learnt_at <= heardAt),
    );
  if (isReplay) return false;
  return same.length === 0 || last?.taken_back === 1 || isAgain
    ? !standing(said).some((one) => one.telling !== row.telling && excludes(one, row))
    : row.said_at === null && last?.words !== row.words;
}
