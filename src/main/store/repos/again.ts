import { type Kysely, sql } from 'kysely';
import type { AdId, Job, JobId } from '../../../contract/index.ts';
import type { FileStamp } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { placeAd } from './ads.ts';
import { among } from './among.ts';
import { insertJob } from './jobs.ts';

export interface Place {
  readonly root: string;
  readonly path: string;
  readonly absolute: string;
  readonly stamp: FileStamp;
}

export const againWriter = (db: Kysely<Tables>, newJobId: () => JobId) => ({
  /** A job that measures these ads anew, each under its first path. Null when none of them is in the library. */
  async createAgainJob(title: string, ads: readonly AdId[], at: string): Promise<Job | null> {
    return db.transaction().execute(async (tx) => {
      const payload = { paths: [], drive: null, meta: null, max: null, fresh: true };
      const job = await insertJob(tx, newJobId(), { kind: 'analyze', title, payload, state: 'queued', at });
      const listed = await sql`
        INSERT INTO job_items (job_id, seq, root, path, absolute, size, mtime_ns, state, ad_id)
        SELECT ${job.id}, row_number() OVER (ORDER BY ads.added_seq),
               files.root, files.path, files.absolute, files.size, files.mtime_ns, 'queued', ads.id
        FROM ads JOIN files ON files.ad_id = ads.id AND files.root = ads.root AND files.path = ads.path
        WHERE ads.id IN ${among(ads)}`.execute(tx);
      if (listed.numAffectedRows === 0n) {
        await tx.deleteFrom('jobs').where('id', '=', job.id).execute();
        return null;
      }
      await tx.updateTable('jobs').set({ listed: 1 }).where('id', '=', job.id).execute();
      return job;
    });
  },
  /** The file of an ad was found at this place; places where it no longer is are forgotten. */
  async movePlaces(adId: AdId, sha256: string, gone: readonly string[], place: Place): Promise<void> {
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('files').where('ad_id', '=', adId).where('absolute', 'in', among(gone)).execute();
      const { root, path, absolute, stamp } = place;
      const file = { absolute, size: stamp.size, mtime_ns: stamp.mtimeNs, sha256, ad_id: adId };
      await tx
        .insertInto('files')
        .values({ root, path, ...file })
        .onConflict((conflict) => conflict.columns(['root', 'path']).doUpdateSet(file))
        .execute();
      await placeAd(tx, adId);
    });
  },
});
