import { type Kysely, type Selectable, sql } from 'kysely';
import type { LedgerTold } from '../../../contract/index.ts';
import type { LedgerTellingsTable, Tables } from '../schema.ts';
import { among } from './among.ts';
import type { NewRow } from './ledger-row.ts';

/** A file, or a post that told what a file had told. */
export type Brought = Selectable<LedgerTellingsTable>;

export async function broughtBefore(
  tx: Kysely<Tables>,
  source: string,
  telling: string,
): Promise<Brought | undefined> {
  return tx
    .selectFrom('ledger_tellings')
    .selectAll()
    .where('source', '=', source)
    .where('telling', '=', telling)
    .executeTakeFirst();
}

/** Which of these rows a telling says that others said before it. */
export async function saidToo(
  tx: Kysely<Tables>,
  { id }: Pick<Brought, 'id'>,
  rows: readonly NewRow[],
): Promise<ReadonlySet<number>> {
  const known = await tx
    .selectFrom('ledger_known')
    .select('row')
    .where('telling', '=', id)
    .where('row', 'in', among(rows.flatMap(({ seq }) => seq ?? [])))
    .execute();
  return new Set(known.map(({ row }) => row));
}

type Kept = Pick<Brought, 'shop' | 'telling'>;

/** Keeps that a file was brought, and of which rows it says what others said before it. */
export async function keepFile(
  tx: Kysely<Tables>,
  { source, at }: LedgerTold,
  { shop, telling }: Kept,
  before: Brought | undefined,
  known: readonly number[],
): Promise<void> {
  if (before) await tx.deleteFrom('ledger_known').where('telling', '=', before.id).execute();
  await keep(tx, { source, telling, shop, how: 'file', at }, known);
  if (before?.undone === 0 && before.shop === shop) return;
  for (const whose of new Set([shop, before ? before.shop : shop])) await hearOfFiles(tx, source, whose);
}

/** Of a post that says what a file said before it, which may be undone: posts are not. */
export async function keepPost(
  tx: Kysely<Tables>,
  { source, at }: LedgerTold,
  { shop, telling }: Kept,
  known: readonly number[],
): Promise<void> {
  if (known.length === 0) return;
  const ofFiles = await tx
    .selectFrom('ledger_rows as row')
    .innerJoin('ledger_tellings as file', (join) =>
      join.onRef('file.source', '=', 'row.source').onRef('file.telling', '=', 'row.telling'),
    )
    .select('seq')
    .where('seq', 'in', among(known))
    .where('how', '=', 'file')
    .execute();
  const rows = ofFiles.map(({ seq }) => seq);
  if (rows.length > 0) await keep(tx, { source, telling, shop, how: 'post', at }, rows);
}

async function keep(
  tx: Kysely<Tables>,
  told: Omit<Brought, 'id' | 'undone'>,
  known: readonly number[],
): Promise<void> {
  const { shop } = told;
  const { id } = await tx
    .insertInto('ledger_tellings')
    .values(told)
    // When it was brought first is when it knew what it tells, also where it was undone meanwhile.
    .onConflict((conflict) => conflict.columns(['source', 'telling']).doUpdateSet({ shop, undone: 0 }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`INSERT OR IGNORE INTO ledger_known (row, telling)
    SELECT value, ${id} FROM json_each(${JSON.stringify(known.toSorted((a, b) => a - b))})`.execute(tx);
}

/** As if it had never been brought. */
export async function forget(tx: Kysely<Tables>, { id, source, shop }: Brought): Promise<void> {
  await tx.deleteFrom('ledger_known').where('telling', '=', id).execute();
  await tx.updateTable('ledger_tellings').set({ undone: 1 }).where('id', '=', id).execute();
  await hearOfFiles(tx, source, shop);
}

/** A source was heard of by files last when the newest was brought first that stands: an old one again tells of no day since. */
async function hearOfFiles(tx: Kysely<Tables>, source: string, shop: string | null): Promise<void> {
  await sql`DELETE FROM ledger_told WHERE source = ${source} AND shop IS ${shop} AND how = 'file'`.execute(
    tx,
  );
  await sql`
    INSERT INTO ledger_told (source, shop, at, how)
    SELECT source, shop, max(at), how FROM ledger_tellings
    WHERE source = ${source} AND shop IS ${shop} AND how = 'file' AND undone = 0 GROUP BY source`.execute(tx);
}

/**
 * Gives the rows of a telling that another tells too to that one, in their place: what is undone then, or said no more, is what
 * it alone told. Without those that it says still. What is an ad account's stays its own where that one says nobody's.
 */
export async function handOver(
  tx: Kysely<Tables>,
  source: string,
  telling: string,
  still: readonly NewRow[],
): Promise<void> {
  const { rows } = await sql<{ seq: number; event_id: string; words: string; heir: number }>`
    SELECT seq, event_id, words, (
      SELECT other.id FROM ledger_known JOIN ledger_tellings AS other ON other.id = ledger_known.telling
      WHERE ledger_known.row = seq AND other.telling <> ${telling} ORDER BY other.at LIMIT 1) AS heir
    FROM ledger_rows
    WHERE source = ${source} AND telling = ${telling} AND taken_back = 0 AND heir IS NOT NULL`.execute(tx);
  const wordsOf = ({ event_id, words }: Pick<NewRow, 'event_id' | 'words'>): string =>
    JSON.stringify([event_id, words]);
  const said = new Set(rows.length > 0 ? still.map(wordsOf) : []);
  const left = rows.filter((row) => !said.has(wordsOf(row))).map(({ seq, heir }) => [seq, heir]);
  if (left.length === 0) return;
  await sql`
    UPDATE ledger_rows SET telling = heir.telling,
      shop = coalesce(heir.shop, (SELECT id FROM meta_accounts WHERE id = ledger_rows.shop))
    FROM json_each(${JSON.stringify(left)}) AS one JOIN ledger_tellings AS heir ON heir.id = one.value ->> 1
    WHERE seq = one.value ->> 0`.execute(tx);
}
