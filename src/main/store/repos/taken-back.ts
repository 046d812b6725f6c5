import type { Kysely } from 'kysely';
import { newer } from '../../core/learn/ledger/row.ts';
import type { Tables } from '../schema.ts';
import { digestOf, type NewRow, toRow } from './ledger-row.ts';

/** What one event says of one sale: that it is an order, or that money went back. */
export const keyOf = ({ event_id, sale, kind }: NewRow): string => JSON.stringify([event_id, sale, kind]);

/**
 * What counts because this telling said it, and what it says no more: the same file is read otherwise than it was, by other
 * columns or by a later version. Whatever another telling has said since stays.
 */
export async function noLongerSaid(
  tx: Kysely<Tables>,
  rows: readonly NewRow[],
  source: string,
  shop: string | null,
  telling: string,
): Promise<NewRow[]> {
  const ofShop = tx.selectFrom('ledger_rows').where('source', '=', source).where('shop', 'is', shop);
  const events = ofShop.select('event_id').where('telling', '=', telling);
  const known = await ofShop.selectAll().where('event_id', 'in', events).orderBy('seq').execute();
  const saying = new Set(rows.map((row) => keyOf(row) + row.words));
  return [...Map.groupBy(known, keyOf).values()]
    .map((same) => same.reduce(later))
    .filter((last) => last.telling === telling && !saying.has(keyOf(last) + last.words));
}

/**
 * What was said of an event before and cannot be said beside this: a sale of its own, told before its order number was
 * known, and an order that was money going back, read as one.
 */
export function superseded(before: readonly NewRow[], now: readonly NewRow[]): NewRow[] {
  const isIn = (old: NewRow, row: NewRow): boolean =>
    row.kind === 'order'
      ? old.order_id === null && row.order_id !== null
      : old.sale === row.sale && old.minor === -row.minor && old.happened_at === row.happened_at;
  return [...Map.groupBy(before, keyOf).values()]
    .map((same) => same.reduce(later))
    .filter(({ kind, taken_back }) => kind === 'order' && taken_back === 0)
    .flatMap((old) => {
      const row = now.find((one) => isIn(old, one));
      return row ? [takenBack(old, row.learnt_at, row.telling)] : [];
    });
}

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
