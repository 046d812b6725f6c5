import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { type AdId, AppError, Features, type Job, type JobId, Media } from '../../../contract/index.ts';
import { LOGO_VERSION } from '../../core/measure/brand/logo-looks.ts';
import type { Palette } from '../../core/measure/brand/palette.ts';
import type { MeasuredFacts, ReadWords, WordsWanted } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { liesInGiven } from './collections.ts';
import { setHookTypes } from './hook-types.ts';
import { insertJob } from './jobs.ts';
import { logoLeft } from './logos.ts';
import { measured } from './measured.ts';

export const wordsReader = (db: Kysely<Tables>) => ({
  async hasWords(adId: AdId, version: number): Promise<boolean> {
    const row = await db
      .selectFrom('ad_text')
      .select('ad_id')
      .where('ad_id', '=', adId)
      .where('version', '=', version)
      .executeTakeFirst();
    return row !== undefined;
  },
  async measuredFacts(adId: AdId): Promise<MeasuredFacts> {
    const row = await measured(db)
      .select(['measurements.media', 'measurements.features'])
      .where('ads.id', '=', adId)
      .executeTakeFirst();
    if (!row) throw new AppError('NOT_FOUND', `Ad ${adId}.`);
    return {
      media: Media.parse(JSON.parse(row.media)),
      features: Features.parse(JSON.parse(row.features)),
    };
  },
});

const Palettes = z.array(
  z.strictObject({
    t: z.number(),
    cells: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  }),
);

export const palettesOf = (json: string | null): readonly Palette[] =>
  json === null ? [] : Palettes.parse(JSON.parse(json));

export const wordsWriter = (db: Kysely<Tables>, newJobId: () => JobId) => ({
  setWords: (adId: AdId, words: ReadWords): Promise<void> =>
    db.transaction().execute((tx) => saveWords(tx, adId, words)),
  /**
   * A job whose items are the ads that are wanted and not read with this version, or not for their brand's logo, each under its first path. One
   * transaction: a job without its items would be done before it began.
   */
  async createReadJob(title: string, wanted: WordsWanted, version: number, at: string): Promise<Job | null> {
    return db.transaction().execute(async (tx) => {
      const job = await insertJob(tx, newJobId(), {
        kind: 'read',
        title,
        // What a look for logos goes over are its items alone: 100,000 ads that were given away at once would lie here again.
        payload: wanted.logo === undefined ? wanted : { logo: wanted.logo },
        state: 'queued',
        at,
      });
      const ofJob = wanted.job_id
        ? sql`ads.id IN (SELECT ad_id FROM job_items WHERE job_id = ${wanted.job_id})`
        : sql`true`;
      const named =
        wanted.ads || wanted.folders
          ? sql`(ads.id IN ${among(wanted.ads ?? [])} OR EXISTS (
              SELECT 1 FROM (SELECT value ->> 'root' AS root, value ->> 'folder' AS folder
                FROM json_each(${JSON.stringify(wanted.folders ?? [])})) AS given WHERE ${liesInGiven}))`
          : sql`true`;
      const unread = sql`NOT EXISTS (SELECT 1 FROM ad_text WHERE ad_text.ad_id = ads.id AND version = ${version})`;
      const waiting = sql`ads.id IN (
        SELECT job_items.ad_id FROM jobs JOIN job_items ON job_items.job_id = jobs.id
        WHERE kind = 'read' AND jobs.state IN ('queued', 'running') AND job_items.state = 'queued')`;
      const left = logoLeft(LOGO_VERSION);
      const lastRead = sql`(
        SELECT job_items.state FROM job_items JOIN jobs ON jobs.id = job_items.job_id
        WHERE job_items.ad_id = ads.id AND kind = 'read' ORDER BY jobs.seq DESC LIMIT 1)`;
      const isHere = sql`(ads.root NOT LIKE 'drive:%' AND ads.root NOT LIKE 'meta:%'
        OR NOT EXISTS (SELECT 1 FROM ad_text WHERE ad_text.ad_id = ads.id))`;
      // Asked over a whole library at each start: one pass over what was read takes a twentieth of a look for each ad.
      const unreadOfAll = sql`ads.id NOT IN (SELECT ad_id FROM ad_text WHERE version = ${version})`;
      const what = wanted.leftover
        ? sql`${unreadOfAll} AND ${isHere} AND coalesce(${lastRead}, '') NOT IN ('queued', 'failed')`
        : wanted.logo === undefined
          ? sql`(${unread} OR ${left} IS NOT NULL)`
          : sql`NOT ${unread} AND NOT ${waiting} AND ${wanted.logo === 'any' ? sql`${left} IS NOT NULL` : sql`${left} = ${wanted.logo}`}`;
      const listed = await sql`
        INSERT INTO job_items (job_id, seq, root, path, absolute, size, mtime_ns, state, ad_id)
        SELECT ${job.id}, row_number() OVER (ORDER BY ads.added_seq),
               files.root, files.path, files.absolute, files.size, files.mtime_ns, 'queued', ads.id
        FROM ads JOIN files ON files.ad_id = ads.id AND files.root = ads.root AND files.path = ads.path
        WHERE ${ofJob} AND ${named} AND ${what}`.execute(tx);
      if (listed.numAffectedRows === 0n) {
        await tx.deleteFrom('jobs').where('id', '=', job.id).execute();
        return null;
      }
      await tx.updateTable('jobs').set({ listed: 1 }).where('id', '=', job.id).execute();
      return job;
    });
  },
});

/** Part of the transaction that ends an item. */
export async function saveWords(
  tx: Kysely<Tables>,
  adId: AdId,
  { text, spoken, palettes, readAt }: ReadWords,
): Promise<void> {
  const row = {
    version: text.version,
    text: JSON.stringify(text),
    words: text.lines.map((line) => line.text).join('\n'),
    spoken: spoken && JSON.stringify(spoken),
    palettes: JSON.stringify(palettes),
    read_at: readAt,
  };
  await tx
    .insertInto('ad_text')
    .values({ ad_id: adId, ...row })
    .onConflict((conflict) => conflict.column('ad_id').doUpdateSet(row))
    .execute();
  await setHookTypes(tx, [adId]);
}
