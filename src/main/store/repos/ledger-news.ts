import type { Kysely } from 'kysely';
import { mayBeDated } from '../../core/learn/ledger/tellers.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import type { NewRow } from './ledger-row.ts';
import { placedRows } from './placed-rows.ts';
import { excludes, howTakenBack, keyOf, later, placedEvents, standing, superseded } from './taken-back.ts';
import { type Brought, saidToo } from './tellings.ts';

export const saidBefore = (tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<NewRow[]> =>
  tx
    .selectFrom('ledger_rows')
    .selectAll()
    .where('source', 'in', [...new Set(rows.map(({ source }) => source))])
    .where('event_id', 'in', among(rows.map(({ event_id }) => event_id)))
    .orderBy('seq')
    .execute();

/**
 * Of what nothing says whose it is, what is one sale with what is known to be an ad account's is of that one too: a deal of HubSpot
 * that names no ad any more, and what was told of nobody while that account was the only one. Else an ad that was named before
 * says nothing of it, nor where two clients have it, or it cannot be the same: they count their orders alike.
 */
export async function ofAccounts(tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<readonly NewRow[]> {
  const whose = await placedRows(tx, rows);
  const nobodys = new Set(rows.filter(({ shop }, n) => shop === null && whose[n]?.account === null));
  if (nobodys.size === 0) return rows;
  const all = (key: 'source' | 'event_id' | 'sale') =>
    among([...new Set([...nobodys].map((row) => row[key]))]);
  // Each by an index of its own: with an `or` all rows of the source are read, at each page of a refresh.
  const known = (by: 'event_id' | 'sale') =>
    tx.selectFrom('ledger_rows').select('seq').where('source', 'in', all('source')).where(by, 'in', all(by));
  const before = await tx
    .selectFrom('ledger_rows')
    .selectAll()
    .where('seq', 'in', known('event_id').union(known('sale')))
    .orderBy('seq')
    .execute();
  const stands = (await placedEvents(tx, before)).flatMap((part) => {
    const last = new Set(standing(part.map(({ row }) => row)));
    return part.filter(({ row }) => last.has(row));
  });
  const saidOf = new Map<string, typeof stands>();
  for (const one of stands)
    for (const key of sameAs(one.row)) saidOf.set(key, [...(saidOf.get(key) ?? []), one]);
  return rows.map((row) => {
    if (!nobodys.has(row)) return row;
    const same = sameAs(row)
      .map((key) => (saidOf.get(key) ?? []).filter((one) => mayBeOne(one.row, row)))
      .find((one) => one.some(({ account }) => account !== null));
    const isGiven = same?.some(
      (one) => one.account !== null && (one.row.shop !== null || one.row.source === 'hubspot'),
    );
    // A sale of its number that was left to nobody is another client's.
    const [shop, ...others] = new Set(
      same?.flatMap((one) => (one.account === null && !isSale(one.row) ? [] : [one.account])),
    );
    return isGiven && shop && others.length === 0 ? { ...row, shop } : row;
  });
}

/**
 * Two clients have a sale of one number where they lie further apart, or in another currency, than two sources would tell one.
 * A deal is one however it is edited, money goes back whenever it does, and what is pending is approved later than that.
 */
const mayBeOne = (one: NewRow, row: NewRow): boolean =>
  row.source === 'hubspot' ||
  !isSale(row) ||
  (one.kind === 'order' &&
    one.currency === row.currency &&
    mayBeDated(one.happened_at, row.happened_at, one.status === 'pending' ? pendingDays : undefined));

/** Networks of affiliates approve within about a quarter of a year, by a date of its own. */
const pendingDays = 90;

const isSale = ({ kind, status }: NewRow): boolean =>
  kind === 'order' && (status === 'approved' || status === 'pending');

/** By its event, else by its number: a refund is an event of its own. Of HubSpot a number may be of several deals. */
const sameAs = ({ source, event_id, sale }: NewRow): string[] => [
  `event ${event_id}`,
  ...(source === 'hubspot' ? [] : [`sale ${sale}`]),
];

/**
 * What says something new about its event, which is one within an ad account, whatever name its shop was given. Words that
 * carry their time are known once they were ever said, until they are taken back; others may be true again after something
 * else was. Neither where they are a replay: of the same telling, of a file that was `heardAt` when they were known, or of one
 * that is not known, and not read `saidOtherwise` before. How many of these were said otherwise since is told. An event that has
 * its order number now is no sale of its own beside it any more. `known` are rows of others that say what this one says too.
 */
export async function newsOf(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
  saidOtherwise: ReadonlySet<NewRow>,
  brought: Brought | undefined,
  heardAt: string | null,
) {
  const isNew = new Set(rows);
  const news = new Set<NewRow>();
  const [gone, raised, known]: [NewRow[], NewRow[], number[]] = [[], [], []];
  let overruled = 0;
  const before = await saidBefore(tx, rows);
  const own = brought ? await saidToo(tx, brought, before) : new Set<number>();
  for (const part of await placedEvents(tx, [...before, ...rows])) {
    const told = part.map(({ row }) => row);
    const accounts = new Map(part.map(({ row, account }) => [row, account]));
    const said: NewRow[] = [];
    for (const row of told) {
      const isRestated =
        saidOtherwise.has(row) && !said.some((one) => news.has(one) && one.words === row.words);
      if (isNew.has(row) && !isRestated && !isNews(row, said, own, heardAt)) {
        known.push(...knownAs(row, said, own));
        continue;
      }
      said.push(row);
      if (isNew.has(row)) news.add(row);
    }
    const [now, past] = [true, false].map((is) => told.filter((row) => isNew.has(row) === is));
    gone.push(...superseded(past ?? [], now ?? [], (row) => accounts.get(row) ?? null));
    for (const same of Map.groupBy(told, keyOf).values())
      for (const row of same) if (news.has(row)) raised.push(...raisedOf(row, same, saidOtherwise.has(row)));
    overruled += told.filter(
      (row) =>
        isNew.has(row) && !news.has(row) && row.said_at === null && row.words !== lastOf(said, row)?.words,
    ).length;
  }
  return { news: rows.filter((row) => news.has(row)), raised, gone, known, overruled };
}

/** By which rows another says what this one says too; none where its telling has one of its own that says so still. */
function knownAs(row: NewRow, said: readonly NewRow[], own: ReadonlySet<number>): number[] {
  const same = said.filter(({ words }) => words === row.words);
  const isMine = ({ telling }: NewRow): boolean => telling === row.telling;
  const back = said.findLastIndex((one) => isMine(one) && one.taken_back === 1);
  if (same.some((one) => isMine(one) && said.indexOf(one) > back)) return [];
  const other =
    same.findLast(({ seq = 0 }) => own.has(seq)) ??
    same.findLast((one) => one.telling !== null && !isMine(one));
  return same.flatMap(({ telling, seq }) => (telling === other?.telling ? (seq ?? []) : []));
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
  const last = before.length > 0 ? before.reduce(later) : undefined;
  const isLast =
    same.filter((one) => !before.includes(one) && one.telling === row.telling).reduce(later) === row;
  if (!last || !isLast) return [];
  const first = firstOf(before, last);
  const own = ownOf(before, row);
  // What another said since of a later time rules on.
  const isNewest = last.taken_back === 1 || saidAt(first) <= saidAt(row);
  const places = [
    ...(isNewest ? [saidAt(last)] : []),
    ...(own && (isOtherwise || (isNewest && own.taken_back === 1)) ? [saidAt(own)] : []),
  ];
  const place = places.reduce((a, b) => (a > b ? a : b), '');
  return place > saidAt(row) ? [{ ...row, said_at: place }] : [];
}

function isNews(
  row: NewRow,
  said: readonly NewRow[],
  own: ReadonlySet<number>,
  heardAt: string | null,
): boolean {
  const ever = said.filter(({ words }) => words === row.words);
  if (ever.length === 0) return true;
  const [last, mine] = [lastOf(said, row), ownOf(said, row)];
  // What another said and that was undone was never said.
  const same = ever.filter((one) => one.telling === row.telling || ownOf(said, one)?.taken_back !== 1);
  const how = howTakenBack(row, mine);
  // Nor has another said anything since, where its word of before was put in that place.
  const isLast =
    last !== undefined && mine !== undefined && said.indexOf(firstOf(said, last)) < said.indexOf(mine);
  const isAgain = how === 'undone' || (how === 'taken back' && isLast);
  const isReplay =
    !isAgain &&
    same.some(
      ({ telling, seq = 0, learnt_at }) =>
        telling === null ||
        telling === row.telling ||
        own.has(seq) ||
        (heardAt !== null && learnt_at <= heardAt),
    );
  if (isReplay) return false;
  return same.length === 0 || last?.taken_back === 1 || isAgain
    ? !standing(said).some((one) => one.telling !== row.telling && excludes(one, row))
    : row.said_at === null && last?.words !== row.words;
}
