import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { AdId, Output } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';
import { placeAd } from './ads.ts';
import { among } from './among.ts';

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
type Row = z.infer<typeof Row>;
/** The rows of an ad by table, and the items of jobs that led to it. */
const Kept = z.strictObject({
  rows: z.record(z.string(), z.array(Row)),
  items: z.array(z.strictObject({ job_id: z.string(), seq: z.int() })),
});
type Kept = z.infer<typeof Kept>;

const mostListed = 1000;

export const removedReader = (db: Kysely<Tables>) => ({
  async removed(): Promise<Output<'library.removed'>> {
    const { total } = await db
      .selectFrom('removed_ads')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const ads = await db
      .selectFrom('removed_ads')
      .select(['ad_id as id', 'path', 'removed_at'])
      .orderBy('removed_at', 'desc')
      .orderBy('path')
      .limit(mostListed)
      .execute();
    return { total, ads };
  },
});

export const removedWriter = (db: Kysely<Tables>) => ({
  /** All in one transaction; answers those that were in the library. */
  async removeAds(ids: readonly AdId[], at: string): Promise<AdId[]> {
    return db.transaction().execute(async (tx) => {
      const ads = await tx.selectFrom('ads').selectAll().where('id', 'in', among(ids)).execute();
      const kept = new Map<AdId, Kept>(
        ads.map(({ id, ...rest }) => [id, { rows: { ads: [{ id, ...rest }] }, items: [] }]),
      );
      const found = [...kept.keys()];
      for (const { name, column } of await hangingOn(tx)) {
        const rows = await sql<Row>`
          select * from ${sql.table(name)} where ${sql.ref(column)} in ${among(found)}`.execute(tx);
        for (const row of rows.rows) {
          const of = kept.get(String(row[column])) as Kept;
          of.rows[name] = [...(of.rows[name] ?? []), row];
        }
      }
      const items = await tx
        .selectFrom('job_items')
        .select(['job_id', 'seq', 'ad_id'])
        .where('ad_id', 'in', among(found))
        .execute();
      for (const { ad_id, ...item } of items) kept.get(ad_id as AdId)?.items.push(item);
      for (const ad of ads) {
        const row = { path: ad.path, removed_at: at, kept: JSON.stringify(kept.get(ad.id)) };
        await tx
          .insertInto('removed_ads')
          .values({ ad_id: ad.id, ...row })
          .onConflict((conflict) => conflict.column('ad_id').doUpdateSet(row))
          .execute();
      }
      // Their files stay known, or a watched folder would bring them back at once.
      await tx.updateTable('files').set({ ad_id: null }).where('ad_id', 'in', among(found)).execute();
      await tx.deleteFrom('ads').where('id', 'in', among(found)).execute();
      return found;
    });
  },
  /** As they were. One that was measured anew in the meantime stays as it is now. */
  async restoreAds(ids: readonly AdId[]): Promise<AdId[]> {
    return db.transaction().execute(async (tx) => {
      const rows = await tx.selectFrom('removed_ads').selectAll().where('ad_id', 'in', among(ids)).execute();
      const restored: AdId[] = [];
      for (const { ad_id, kept } of rows) {
        const { rows: tables, items } = Kept.parse(JSON.parse(kept));
        const { ads = [], ...others } = tables;
        const { added_seq, ...ad } = ads[0] as Row;
        const seq = await freeSeq(tx, Number(added_seq));
        const back = await tx
          .insertInto('ads')
          .values({ ...(ad as never as Tables['ads']), added_seq: seq })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        await tx.deleteFrom('removed_ads').where('ad_id', '=', ad_id).execute();
        if (back.numInsertedOrUpdatedRows !== 1n) continue;
        for (const [name, hanging] of Object.entries(others))
          await tx
            .insertInto(name as 'measurements')
            .values(hanging as never)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        await tx
          .updateTable('files')
          .set({ ad_id })
          .where('sha256', '=', String(ad.sha256))
          .where('ad_id', 'is', null)
          .execute();
        await placeAd(tx, ad_id);
        await sql`
          update job_items set ad_id = ${ad_id}
          where (job_id, seq) in (select value ->> 'job_id', value ->> 'seq' from json_each(${JSON.stringify(items)}))`.execute(
          tx,
        );
        restored.push(ad_id);
      }
      return restored;
    });
  },
});

/** Every table whose rows go with their ad, also those of a later version; files and items have their own way. */
async function hangingOn(tx: Kysely<Tables>): Promise<{ name: string; column: string }[]> {
  const { rows } = await sql<{ name: string; column: string }>`
    select tables.name, keys."from" as column
    from sqlite_schema as tables join pragma_foreign_key_list(tables.name) as keys
    where tables.type = 'table' and keys."table" = 'ads' and keys.on_delete = 'CASCADE' and tables.name <> 'files'
    order by tables.name`.execute(tx);
  return rows;
}

/** Its own place in the order, unless another ad has taken it. */
async function freeSeq(tx: Kysely<Tables>, wanted: number): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select case when exists (select 1 from ads where added_seq = ${wanted})
      then (select max(added_seq) + 1 from ads) else ${wanted} end as seq`.execute(tx);
  return rows[0]?.seq as number;
}
