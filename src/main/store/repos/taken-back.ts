import type { Kysely } from 'kysely';
import { newer } from '../../core/learn/ledger/row.ts';
import { partsOf } from '../../core/learn/ledger/sales.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { digestOf, type NewRow, toRow } from './ledger-row.ts';
import { placedRows } from './placed-rows.ts';

/** What one event says of one sale: that it is an order, or that money went back. */
export const keyOf = ({ event_id, sale, kind }: NewRow): string => JSON.stringify([event_id, sale, kind]);

/** What is written where a telling says less: that it counts no longer, and what another had said before, which does again. */
export interface Unsaid {
  readonly back: readonly NewRow[];
  readonly again: readonly NewRow[];
}

/**
 * What counts because this telling said it and is said no more, which rows say it otherwise, and over how many that counted:
 * the same file is read otherwise than it was, by other columns, for another shop or by a later version. What another had said
 * before counts again where this says no more, and whatever it has said since stays. Of an ad that no row names any more, and of
 * an ad account, it is said no more. What tellings were not kept of is of this one where
 * it says now that it was money going back, of its shop or of none.
 */
export async function noLongerSaid(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
  source: string,
  shop: string | null,
  telling: string,
  at: string,
): Promise<Unsaid & { readonly saidOtherwise: ReadonlySet<NewRow>; readonly overwritten: number }> {
  const ofSource = tx.selectFrom('ledger_rows').where('source', '=', source);
  const refunds = rows.filter(({ kind }) => kind === 'refund');
  const refunded = among([...new Set(refunds.map(({ sale }) => sale))]);
  const events = ofSource
    .select('event_id')
    .where(({ or, and, eb }) =>
      or([eb('telling', '=', telling), and([eb('telling', 'is', null), eb('sale', 'in', refunded)])]),
    );
  const refundsOf = Map.groupBy(refunds, ({ sale }) => sale);
  const known = await ofSource.selectAll().where('event_id', 'in', events).orderBy('seq').execute();
  const isOfTelling = (last: NewRow): boolean =>
    last.telling === null
      ? (last.shop === null || last.shop === shop) &&
        refundsOf.get(last.sale)?.some((row) => excludes(row, last)) === true
      : last.telling === telling;
  const ids = new Set(known.map(({ event_id }) => event_id));
  const said = new Set(rows.filter(({ event_id }) => ids.has(event_id)));
  const [back, again]: [NewRow[], NewRow[]] = [[], []];
  const saidOtherwise = new Set<NewRow>();
  let overwritten = 0;
  for (const same of await partsOfEvents(tx, [...known, ...said])) {
    const [now, before] = [true, false].map((is) => same.filter((row) => said.has(row) === is)) as [
      NewRow[],
      NewRow[],
    ];
    const nowOf = Map.groupBy(now, keyOf);
    for (const [key, words] of Map.groupBy(before, keyOf)) {
      const last = words.reduce(later);
      const otherwise = nowOf.get(key) ?? [];
      if (!isOfTelling(last) || otherwise.some((row) => row.words === last.words)) continue;
      for (const row of otherwise) saidOtherwise.add(row);
      if (last.taken_back === 1) continue;
      const other = otherwise.length > 0 ? null : besides(words, [telling, last.telling]);
      const stands = [...now, ...standing(before).filter((row) => row.telling !== telling)];
      const isSaid = other !== null && !stands.some((one) => excludes(one, other));
      if (isSaid) again.push({ ...other, said_at: last.said_at, learnt_at: at });
      const isOfNoAd = last.ad !== null && otherwise.every(({ ad }) => ad === null);
      if (otherwise.length > 0 && !isOfNoAd) overwritten += 1;
      else back.push(takenBack(last, isSaid || otherwise.length > 0 ? momentBefore(at) : at, telling));
    }
  }
  return { back, again, saidOtherwise, overwritten };
}

/**
 * What takes back a telling, of all that is known of its events: what counts because it said so counts no longer, and what
 * another telling had said before is said again, a moment later, unless it is no sale of its own beside what stands. What was
 * said otherwise since stays, and what this said of it before is said no more once that is taken back too.
 */
export async function undone(
  tx: Kysely<Tables>,
  source: string,
  telling: string,
  at: string,
): Promise<Unsaid> {
  const ofSource = tx.selectFrom('ledger_rows').where('source', '=', source);
  const events = ofSource.select('event_id').where('telling', '=', telling);
  const known = await ofSource.selectAll().where('event_id', 'in', events).orderBy('seq').execute();
  const [back, again]: [NewRow[], NewRow[]] = [[], []];
  const next = new Date(Date.parse(at) + 1).toISOString();
  for (const part of await partsOfEvents(tx, known)) {
    const stands: NewRow[] = [];
    const left: NewRow[] = [];
    for (const same of Map.groupBy(part, keyOf).values()) {
      const last = same.reduce(later);
      const own = same.findLast((row) => row.telling === telling);
      const mine = [last, own].find((row) => row?.telling === telling && row.taken_back === 0);
      const gone = mine ? takenBack(mine, at, telling, 'undone') : null;
      if (gone) back.push(gone);
      if (last.taken_back === 0 && last.telling !== telling) {
        stands.push(last);
        // What it said before that is not said again once that is undone too, and places it no more.
        if (gone && later(last, gone) === gone) again.push({ ...bare(last), learnt_at: next });
        continue;
      }
      const other = besides(same, [telling]);
      if (other) left.push({ ...other, said_at: last.said_at, learnt_at: next });
    }
    const both = [...stands, ...left];
    again.push(
      ...left.filter(
        (row) =>
          !both.some((one) => one.telling !== row.telling && excludes(one, row)) &&
          !stands.some((one) => isSameDeal(one, row) && one.sale !== row.sale),
      ),
    );
  }
  return { back, again };
}

/** The last word on one sale of an event, without these tellings and those that were undone or read otherwise since. */
function besides(same: readonly NewRow[], tellings: readonly (string | null)[]): NewRow | null {
  const words = [...Map.groupBy(same, (row) => row.telling)].flatMap(([telling, rows]) =>
    tellings.includes(telling) || rows.at(-1)?.taken_back === 1 ? [] : [lastSaid(rows)],
  );
  if (words.length === 0) return null;
  return bare(words.reduce(later));
}

/**
 * The last word of a telling since it was taken back last, with its own time of change: its rows of before, and those that put it
 * in the place of another, may bear a later one.
 */
function lastSaid(rows: readonly NewRow[]): NewRow {
  const since = rows.slice(rows.findLastIndex(({ taken_back }) => taken_back === 1) + 1);
  const last = since.reduce(later);
  return (last.said_at === null ? null : since.find(({ words }) => words === last.words)) ?? last;
}

/** As it is written anew. */
const bare = ({ seq: _, ...row }: NewRow): NewRow => row;

/** How what this row says was taken back by `back`, its telling's last word on it; null where it says something else. */
export const howTakenBack = (row: NewRow, back: NewRow | undefined): HowTakenBack | null =>
  (['taken back', 'undone'] as const).find((how) => back?.words === digestOf(`${how} ${row.words}`)) ?? null;

type HowTakenBack = 'taken back' | 'undone';

/** Rows by their event, which is one within an ad account, whatever name its shop was given; a deal is one in HubSpot. */
export const partsOfEvents = async (tx: Kysely<Tables>, rows: readonly NewRow[]): Promise<NewRow[][]> =>
  (await placedEvents(tx, rows)).map((part) => part.map(({ row }) => row));

/** The same with whose each row is. */
export async function placedEvents(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
): Promise<{ readonly row: NewRow; readonly account: string | null }[][]> {
  const found = (await placedRows(tx, rows)).map(({ shop, account, sole }, n) => ({
    shop,
    account,
    ...(sole !== undefined && { sole }),
    row: rows[n] as NewRow,
  }));
  const events = Map.groupBy(found, ({ row }) => JSON.stringify([row.source, row.event_id]));
  return [...events.values()].flatMap((same) =>
    same[0]?.row.source === 'hubspot' ? [same] : [...partsOf(same).values()],
  );
}

/**
 * What another telling said of an event before and cannot be said beside this: a sale of its own, told before its order
 * number was known, and an order that was money going back, read as one. Another order number is another order, since an
 * event id may be that of a click or a customer, and nothing tells a mended number from a second purchase; but a deal of
 * HubSpot is one sale, under its last number and of the ad account of its last ad. What is said again beside it stands.
 */
export function superseded(
  before: readonly NewRow[],
  now: readonly NewRow[],
  accountOf: (row: NewRow) => string | null,
): NewRow[] {
  const isMoved = (row: NewRow, old: NewRow): boolean =>
    accountOf(row) !== null && accountOf(row) !== accountOf(old) && later(old, row) === row;
  return standing(before).flatMap((old) => {
    const isSaidBeside = now.some((one) => keyOf(one) === keyOf(old));
    const row = now.find(
      (one) =>
        (!isSaidBeside && one.telling !== old.telling && excludes(one, old)) ||
        (isSameDeal(one, old) && (one.sale !== old.sale || isMoved(one, old))),
    );
    if (!row) return [];
    // Under one number the last word counts, so that it is taken back comes before what it is now.
    const at = row.sale === old.sale && row.kind === old.kind ? momentBefore(row.learnt_at) : row.learnt_at;
    return [takenBack(old, at, row.telling)];
  });
}

/** Before what is learnt then. */
const momentBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

const isSameDeal = (row: NewRow, old: NewRow): boolean =>
  row.source === 'hubspot' && row.kind === 'order' && old.kind === 'order';

/** The last word about each of what an event says, where it was not taken back. */
export const standing = (said: readonly NewRow[]): NewRow[] =>
  [...Map.groupBy(said, keyOf).values()]
    .map((same) => same.reduce(later))
    .filter(({ taken_back }) => taken_back === 0);

/** Whether `other` is no order of its own beside `row`, of the same event or of the same file. */
export const excludes = (row: NewRow, other: NewRow): boolean =>
  other.kind === 'order' &&
  (row.kind === 'order'
    ? other.order_id === null && row.order_id !== null
    : other.sale === row.sale && other.minor === -row.minor && other.happened_at === row.happened_at);

/** After this nothing counts that was said so; it is said when that was said, so that whatever is said later counts. */
export const takenBack = (
  row: NewRow,
  learnt_at: string,
  telling: string | null,
  how: HowTakenBack = 'taken back',
): NewRow => ({
  ...bare(row),
  status: 'declined',
  words: digestOf(`${how} ${row.words}`),
  learnt_at,
  telling,
  taken_back: 1,
});

export const later = <R extends NewRow>(a: R, b: R): R => {
  const [one, other] = [a, b].map((row) => ({ ...toRow(row), account: null }));
  return one && other && newer(one, other) === one ? a : b;
};
