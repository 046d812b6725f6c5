import { type Kysely, sql } from 'kysely';
import type { ErrorCode, JobId } from '../../../contract/index.ts';
import type { Added, JobItem, JobVersions, Listed, Reused, Versions } from '../../ports.ts';
import type { Pictures } from '../pictures.ts';
import type { Tables } from '../schema.ts';
import { placeAd } from './ads.ts';
import { among } from './among.ts';

const none: Reused = { files: 0, failed: 0, bytes: 0, adIds: [] };
const sizesOf = (rows: readonly { size: number }[]): number => rows.reduce((sum, { size }) => sum + size, 0);

export function itemWriter(db: Kysely<Tables>, pictures: Pick<Pictures, 'has'>) {
  return {
    /**
     * One transaction: an item that ends here is never seen queued, so no worker takes it up as well. One statement each
     * however many entries there are; the rows travel as one JSON text (design decision 9).
     */
    async addItems(id: JobId, listed: readonly Listed[], versions: JobVersions | null): Promise<Added> {
      const rows = listed.map((entry) =>
        entry.kind === 'file'
          ? [entry.root, entry.path, entry.absolute, entry.stamp.size, entry.stamp.mtimeNs, 'queued', null]
          : [entry.root, entry.path, entry.absolute, 0, '0', 'skipped', entry.reason],
      );
      return db.transaction().execute(async (tx) => {
        const { last } = await tx
          .selectFrom('job_items')
          .select(({ fn }) => fn.coalesce(fn.max('seq'), sql<number>`0`).as('last'))
          .where('job_id', '=', id)
          .executeTakeFirstOrThrow();
        await sql`
        INSERT INTO job_items (job_id, seq, root, path, absolute, size, mtime_ns, state, detail)
        SELECT ${id}, ${last} + 1 + key,
               value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
        FROM json_each(${JSON.stringify(rows)}) WHERE true
        ON CONFLICT (job_id, root, path) DO NOTHING`.execute(tx);
        await forgetNoMedia(tx, listed);
        if (!versions) return { ...none, ...(await countAfter(tx, id, last)) };
        await keepNoMedia(tx, listed, versions);
        await skipRemoved(tx, id, last);
        const reused = await reuseUnchanged(tx, id, last, versions, pictures.has);
        const failed = await tellAgain(tx, id, last, versions);
        return {
          ...(await countAfter(tx, id, last)),
          ...reused,
          files: reused.files + failed.length,
          failed: failed.length,
          bytes: reused.bytes + sizesOf(failed),
        };
      });
    },
    async keepFailure(
      { absolute, stamp }: JobItem,
      { engineVersion, failedUnder }: JobVersions,
      failure: { readonly code: ErrorCode; readonly detail: string },
    ): Promise<void> {
      const versions = { engine_version: engineVersion, decoder_version: failedUnder };
      const seen = { size: stamp.size, mtime_ns: stamp.mtimeNs, ...versions, ...failure };
      await db
        .insertInto('file_failures')
        .values({ absolute, ...seen })
        .onConflict((conflict) => conflict.column('absolute').doUpdateSet(seen))
        .execute();
    },
  };
}

/** Not from a count of all that the job has so far: each batch would cost more than the one before. */
async function countAfter(
  tx: Kysely<Tables>,
  id: JobId,
  last: number,
): Promise<Pick<Added, 'total' | 'skipped'>> {
  const rows = await tx
    .selectFrom('job_items')
    .select('state')
    .where('job_id', '=', id)
    .where('seq', '>', last)
    .execute();
  const skipped = rows.filter(({ state }) => state === 'skipped').length;
  return { total: rows.length - skipped, skipped };
}

/** What is an ad after all, as when its file was named alone or measured afresh, is never denied again. */
async function forgetNoMedia(tx: Kysely<Tables>, listed: readonly Listed[]): Promise<void> {
  const media = listed.flatMap(({ kind, absolute }) => (kind === 'file' ? [absolute] : []));
  await tx.deleteFrom('no_media').where('absolute', 'in', among(media)).execute();
}

async function keepNoMedia(
  tx: Kysely<Tables>,
  listed: readonly Listed[],
  { kindVersion }: JobVersions,
): Promise<void> {
  const rows = listed.flatMap((entry) =>
    entry.kind === 'skipped' && entry.noMedia
      ? [[entry.absolute, entry.noMedia.size, entry.noMedia.mtimeNs, entry.noMedia.ctimeNs]]
      : [],
  );
  if (rows.length === 0) return;
  await sql`
    INSERT OR REPLACE INTO no_media (absolute, size, mtime_ns, ctime_ns, kind_version)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${kindVersion} FROM json_each(${JSON.stringify(rows)})`.execute(
    tx,
  );
}

/** What was taken out of the library stays out, until it is brought back, measured afresh or changes. */
async function skipRemoved(tx: Kysely<Tables>, id: JobId, last: number): Promise<void> {
  await sql`
    UPDATE job_items SET state = 'skipped', detail = 'It was removed from the library; bring it back there.'
    FROM files JOIN removed_ads ON removed_ads.ad_id = substr(files.sha256, 1, 16)
    WHERE job_items.job_id = ${id} AND job_items.seq > ${last} AND job_items.state = 'queued'
      AND files.ad_id IS NULL AND files.absolute = job_items.absolute
      AND files.size = job_items.size AND files.mtime_ns = job_items.mtime_ns`.execute(tx);
}

/** What could not be measured and has not changed since cannot be measured now. */
async function tellAgain(
  tx: Kysely<Tables>,
  id: JobId,
  last: number,
  versions: JobVersions,
): Promise<{ size: number }[]> {
  const { rows } = await sql<{ size: number }>`
    UPDATE job_items SET state = 'failed', code = known.code, detail = known.detail
    FROM file_failures AS known
    WHERE job_items.job_id = ${id} AND job_items.seq > ${last} AND job_items.state = 'queued'
      AND known.absolute = job_items.absolute
      AND known.size = job_items.size AND known.mtime_ns = job_items.mtime_ns
      AND known.engine_version = ${versions.engineVersion}
      AND known.decoder_version = ${versions.failedUnder}
    RETURNING job_items.size`.execute(tx);
  return rows;
}

/**
 * Ends the queued items after `last` whose path, size and time are those of an ad measured with these versions. One whose
 * pictures are gone stays queued.
 */
async function reuseUnchanged(
  tx: Kysely<Tables>,
  id: JobId,
  last: number,
  versions: Versions,
  hasPictures: (adId: string) => boolean,
): Promise<Reused> {
  const { rows } = await sql<{ ad_id: string; size: number }>`
    UPDATE job_items SET state = 'reused', ad_id = files.ad_id
    FROM files JOIN ads ON ads.id = files.ad_id
    WHERE job_items.job_id = ${id} AND job_items.seq > ${last} AND job_items.state = 'queued'
      AND files.absolute = job_items.absolute
      AND files.size = job_items.size AND files.mtime_ns = job_items.mtime_ns
      AND ads.engine_version = ${versions.engineVersion}
      AND ads.decoder_version = ${versions.decoderVersion}
      AND ads.weights_version = ${versions.weightsVersion}
    RETURNING ad_id, size`.execute(tx);
  const found = new Set(rows.map(({ ad_id }) => ad_id));
  const bare = new Set([...found].filter((adId) => !hasPictures(adId)));
  const reused = rows.filter(({ ad_id }) => !bare.has(ad_id));
  if (bare.size > 0)
    await sql`
      UPDATE job_items SET state = 'queued', ad_id = NULL
      WHERE job_id = ${id} AND seq > ${last} AND state = 'reused'
        AND ad_id IN ${among([...bare])}`.execute(tx);
  if (reused.length === 0) return none;
  // The same file may be seen from another root for the first time.
  const placed = await sql<{ ad_id: string }>`
    INSERT INTO files (root, path, absolute, size, mtime_ns, sha256, ad_id)
    SELECT item.root, item.path, item.absolute, item.size, item.mtime_ns, ads.sha256, item.ad_id
    FROM job_items AS item JOIN ads ON ads.id = item.ad_id
    WHERE item.job_id = ${id} AND item.seq > ${last} AND item.state = 'reused'
    ON CONFLICT (root, path) DO NOTHING
    RETURNING ad_id`.execute(tx);
  for (const adId of new Set(placed.rows.map((row) => row.ad_id))) await placeAd(tx, adId);
  return {
    files: reused.length,
    failed: 0,
    bytes: sizesOf(reused),
    adIds: [...new Set(reused.map((row) => row.ad_id))],
  };
}
