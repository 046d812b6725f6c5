import { type Kysely, sql } from 'kysely';
import { aspectOf } from '../../core/measure/aspect.ts';
import type { ItemEnd, JobItem, ScoredAd } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { saveCouncil } from './joined.ts';
import { saveLooks } from './logos.ts';
import { saveWords } from './words.ts';

/**
 * The end of one item in one transaction: after a crash all of it is there or none. `db` is the write connection; the
 * transaction never waits for anything but the database.
 */
export const adWriter = (db: Kysely<Tables>) => ({
  async finishItem(item: JobItem, end: ItemEnd): Promise<void> {
    await db.transaction().execute(async (tx) => {
      if (end.kind === 'failed') {
        const failed = { state: 'failed', ad_id: item.adId, code: end.code, detail: end.detail } as const;
        await endItem(tx, item, failed);
        return;
      }
      if (end.kind === 'refreshed') {
        await endItem(tx, item, { state: 'analyzed', ad_id: null, code: null, detail: null });
        return;
      }
      if (end.kind === 'read') {
        if (end.words) await saveWords(tx, end.adId, end.words);
        if (end.logo) await saveLooks(tx, end.adId, end.logo);
        const state = end.words || end.logo ? 'analyzed' : 'reused';
        await endItem(tx, item, { state, ad_id: end.adId, code: null, detail: null });
        return;
      }
      if (end.kind === 'judged') {
        await saveCouncil(tx, end.adId, end.council);
        if (end.lacks) return;
        const state = end.asked ? 'analyzed' : 'reused';
        await endItem(tx, item, { state, ad_id: end.adId, code: null, detail: null });
        return;
      }
      if (end.kind === 'analyzed') await saveAd(tx, item, end.ad);
      const adId = end.kind === 'analyzed' ? end.ad.id : end.adId;
      const sha256 = end.kind === 'analyzed' ? end.ad.sha256 : end.sha256;
      const file = {
        absolute: item.absolute,
        size: end.stamp.size,
        mtime_ns: end.stamp.mtimeNs,
        sha256,
        ad_id: adId,
      };
      const before = await tx
        .selectFrom('files')
        .select('ad_id')
        .where('root', '=', item.root)
        .where('path', '=', item.path)
        .executeTakeFirst();
      await tx
        .insertInto('files')
        .values({ root: item.root, path: item.path, ...file })
        .onConflict((conflict) => conflict.columns(['root', 'path']).doUpdateSet(file))
        .execute();
      await placeAd(tx, adId);
      // The path may have held another ad, which is left with its other paths.
      if (before?.ad_id && before.ad_id !== adId) await placeAd(tx, before.ad_id);
      await endItem(tx, item, { state: end.kind, ad_id: adId, code: null, detail: null });
    });
  },
  /** Paths of an ad that are about to go; it keeps others. */
  async forgetPlaces(adId: string, root: string, paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    await db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom('files')
        .where('ad_id', '=', adId)
        .where('root', '=', root)
        .where('path', 'in', among(paths))
        .execute();
      await placeAd(tx, adId);
    });
  },
});

async function endItem(
  tx: Kysely<Tables>,
  item: JobItem,
  end: {
    state: 'analyzed' | 'reused' | 'failed';
    ad_id: string | null;
    code: string | null;
    detail: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('job_items')
    .set(end)
    .where('job_id', '=', item.jobId)
    .where('seq', '=', item.seq)
    .execute();
}

async function saveAd(tx: Kysely<Tables>, item: JobItem, ad: ScoredAd): Promise<void> {
  await tx.deleteFrom('file_failures').where('absolute', '=', item.absolute).execute();
  const { score } = ad;
  const current = {
    kind: ad.kind,
    state: ad.problem ? ('partial' as const) : ('ok' as const),
    problem_code: ad.problem?.code ?? null,
    problem_detail: ad.problem?.detail ?? null,
    codec: ad.media.codec,
    width: ad.media.width,
    height: ad.media.height,
    aspect: aspectOf(ad.media.width, ad.media.height),
    duration_s: ad.media.duration_s,
    has_audio: ad.media.has_audio ? 1 : 0,
    strip_frames: ad.stripFrames,
    score: score.overall,
    score_low: score.interval80?.[0] ?? null,
    score_high: score.interval80?.[1] ?? null,
    ...score.sub,
    top_reason: score.reasons[0] ? JSON.stringify(score.reasons[0]) : null,
    engine_version: ad.engineVersion,
    decoder_version: ad.decoderVersion,
    weights_version: ad.weightsVersion,
    measured_at: ad.measuredAt,
  };
  await tx
    .insertInto('ads')
    .values({
      id: ad.id,
      added_seq: sql<number>`(select coalesce(max(added_seq), 0) + 1 from ads)`,
      sha256: ad.sha256,
      root: item.root,
      path: item.path,
      name: baseName(item.path),
      copies: 0,
      ...current,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(current))
    .execute();
  await tx.deleteFrom('removed_ads').where('ad_id', '=', ad.id).execute();
  const versions = { ad_id: ad.id, engine_version: ad.engineVersion, decoder_version: ad.decoderVersion };
  const measurement = {
    media: JSON.stringify(ad.media),
    features: JSON.stringify(ad.features),
    hashes: JSON.stringify(ad.hashes),
    measured_at: ad.measuredAt,
  };
  await tx
    .insertInto('measurements')
    .values({ ...versions, ...measurement })
    .onConflict((conflict) =>
      conflict.columns(['ad_id', 'engine_version', 'decoder_version']).doUpdateSet(measurement),
    )
    .execute();
  const scored = { score: JSON.stringify(score), scored_at: ad.measuredAt };
  await tx
    .insertInto('scores')
    .values({ ...versions, weights_version: ad.weightsVersion, ...scored })
    .onConflict((conflict) =>
      conflict.columns(['ad_id', 'engine_version', 'decoder_version', 'weights_version']).doUpdateSet(scored),
    )
    .execute();
}

/**
 * The first path in order names the ad; the rest are copies. When its last file has changed, an ad keeps the path it was
 * seen under: what was measured stays in the library.
 */
export async function placeAd(tx: Kysely<Tables>, adId: string): Promise<void> {
  const files = await tx
    .selectFrom('files')
    .select(['root', 'path'])
    .where('ad_id', '=', adId)
    .orderBy('root')
    .orderBy('path')
    .execute();
  const first = files[0];
  if (!first) return;
  await tx
    .updateTable('ads')
    .set({ root: first.root, path: first.path, name: baseName(first.path), copies: files.length - 1 })
    .where('id', '=', adId)
    .execute();
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
