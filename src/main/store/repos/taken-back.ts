import type { Kysely } from 'kysely';
import { newer } from '../../core/learn/ledger/row.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { digestOf, type NewRow, toRow } from './ledger-row.ts';

/** What one event says of one sale: that it is an order, or that money went back. */
export const keyOf = ({ event_id, sale, kind }: NewRow): string => JSON.stringify([event_id, sale, kind]);

/**
 * What counts because this telling said it, and what it says no more: the same file is read otherwise than it was, by other
 * columns or by a later version. Whatever another telling has said since stays. What was said before its shop was known is of
 * this telling too, and so is what tellings were not kept of where this file says now that it was money going back.
 */
export async function noLongerSaid(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
  source: string,
  shop: string | null,
  telling: string,
): Promise<NewRow[]> {
  const ofShop = tx
    .selectFrom('ledger_rows')
    .where('source', '=', source)
    .where(({ or, eb }) => or([eb('shop', 'is', shop), eb('shop', 'is', null)]));
  const refunds = rows.filter(({ kind }) => kind === 'refund');
  const refunded = among([...new Set(refunds.map(({ sale }) => sale))]);
  const events = ofShop
    .select('event_id')
    .where(({ or, and, eb }) =>
      or([eb('telling', '=', telling), and([eb('telling', 'is', null), eb('sale', 'in', refunded)])]),
    );
  const refundsOf = Map.groupBy(refunds, ({ sale }) => sale);
  const known = await ofShop.selectAll().where('event_id', 'in', events).orderBy('seq').execute();
  const saying = new Set(rows.map((row) => keyOf(row) + row.words));
  return [...Map.groupBy(known, keyOf).values()]
    .map((same) => same.reduce(later))
    .filter(
      (last) =>
        (last.telling === telling ||
          (last.telling === null && refundsOf.get(last.sale)?.some((row) => excludes(row, last)))) &&
        !saying.has(keyOf(last) + last.words),
    );
}

/**
 * What was said of an event before and cannot be said beside this: a sale of its own, told before its order number was
 * known or under another one than `news` tell, and an order that was money going back, read as one.
 */
export function superseded(
  before: readonly NewRow[],
  now: readonly NewRow[],
  news: ReadonlySet<NewRow>,
): NewRow[] {
  const still = new Set(now.map(keyOf));
  return standing(before).flatMap((old) => {
    const row =
      now.find((one) => excludes(one, old)) ??
      (still.has(keyOf(old)) ? undefined : now.find((one) => news.has(one) && isRenumbered(one, old)));
    return row ? [takenBack(old, row.learnt_at, row.telling)] : [];
  });
}

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

const isRenumbered = (row: NewRow, other: NewRow): boolean =>
  row.kind === 'order' && other.kind === 'order' && row.order_id !== null && other.sale !== row.sale;

/** After this nothing counts that was said so; it is said when that was said, so that whatever is said later counts. */
export const takenBack = (
  { seq: _, ...row }: NewRow & { readonly seq?: number },
  learnt_at: string,
  telling: string | null,
): NewRow => ({
  ...row,
  status: 'declined',
  words: digestOf(`taken back ${row.words}`),
  learnt_at,
  telling,
  taken_back: 1,
});

const later = <R extends NewRow>(a: R, b: R): R => {
  const [one, other] = [a, b].map((row) => ({ ...toRow(row), account: null }));
  return one && other && newer(one, other) === one ? a : b;
};
