import { type Kysely, sql } from 'kysely';
import { AdCopy, type AdId, type JobId } from '../../../contract/index.ts';
import type { Given } from '../../ports.ts';
import type { AdGivenTable, Tables } from '../schema.ts';
import { setHookTypes } from './hook-types.ts';

/** Ads per statement. */
const chunk = 500;

export const givenReader = (db: Kysely<Tables>) => ({
  /** Every place of every ad of a job, or of this one of them. */
  async placesOfJob(id: JobId, only?: AdId): Promise<{ adId: AdId; absolute: string; isFilm: boolean }[]> {
    const rows = await db
      .selectFrom('files')
      .innerJoin('ads', 'ads.id', 'files.ad_id')
      .select(['ads.id', 'files.absolute', 'ads.duration_s'])
      .where('files.ad_id', 'in', (eb) =>
        eb
          .selectFrom('job_items')
          .select('ad_id')
          .where('job_id', '=', id)
          .where('ad_id', 'is not', null)
          .$if(only !== undefined, (one) => one.where('ad_id', '=', only as string))
          .$castTo<{ ad_id: string }>(),
      )
      .orderBy('files.root')
      .orderBy('files.path')
      .execute();
    return rows.map(({ id: adId, absolute, duration_s }) => ({
      adId,
      absolute,
      isFilm: duration_s !== null,
    }));
  },
});

export const givenWriter = (db: Kysely<Tables>) => ({
  /** Answers the ads for which it is not what it was. */
  async setGiven(given: ReadonlyMap<AdId, Given>): Promise<AdId[]> {
    return db.transaction().execute(async (tx) => {
      const changed: AdId[] = [];
      const all = [...given];
      for (let at = 0; at < all.length; at += chunk)
        changed.push(...(await setSome(tx, new Map(all.slice(at, at + chunk)))));
      return changed;
    });
  },
  async setUnused(id: JobId, reasons: ReadonlyMap<string, string>): Promise<void> {
    if (reasons.size === 0) return;
    // Cast, or the list would not get its index: a value of JSON has no affinity, and each item would look through all of it.
    await sql`
      WITH told (absolute, detail) AS MATERIALIZED (
        SELECT CAST(value ->> 0 AS TEXT), value ->> 1 FROM json_each(${JSON.stringify([...reasons])}))
      UPDATE job_items SET detail = told.detail FROM told
      WHERE job_items.job_id = ${id} AND job_items.state = 'skipped'
        AND job_items.absolute = told.absolute`.execute(db);
  },
});

async function setSome(tx: Kysely<Tables>, given: ReadonlyMap<AdId, Given>): Promise<AdId[]> {
  const ids = [...given.keys()];
  const before = await tx.selectFrom('ad_given').selectAll().where('ad_id', 'in', ids).execute();
  const known = new Map(before.map((row) => [row.ad_id, row]));
  const rows = [...given].map(([ad_id, { copy, spoken }]) => ({
    ad_id,
    copy: copy && JSON.stringify(copy),
    spoken: spoken && JSON.stringify(spoken),
  }));
  const changed = rows.filter((row) => !isSame(row, known.get(row.ad_id)));
  if (changed.length === 0) return [];
  await tx
    .insertInto('ad_given')
    .values(changed)
    .onConflict((conflict) =>
      conflict.column('ad_id').doUpdateSet({ copy: sql`excluded.copy`, spoken: sql`excluded.spoken` }),
    )
    .execute();
  const told = changed.map(({ ad_id }) => ad_id);
  await setHookTypes(tx, told);
  return told;
}

const isSame = (row: AdGivenTable, known: AdGivenTable | undefined): boolean =>
  row.copy === (known?.copy ?? null) && row.spoken === (known?.spoken ?? null);

export const copyOf = (json: string | null): AdCopy | null =>
  json === null ? null : (AdCopy.safeParse(JSON.parse(json)).data ?? null);
