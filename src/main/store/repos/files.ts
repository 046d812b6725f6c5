import type { Kysely } from 'kysely';
import type { FileStamp, Versions, WholeStamp } from '../../ports.ts';
import type { Pictures } from '../pictures.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';

export const fileReader = (db: Kysely<Tables>, pictures: Pick<Pictures, 'has'>) => ({
  async knownSha(absolute: string, stamp: FileStamp): Promise<string | null> {
    const row = await db
      .selectFrom('files')
      .select('sha256')
      .where('absolute', '=', absolute)
      .where('size', '=', stamp.size)
      .where('mtime_ns', '=', stamp.mtimeNs)
      .executeTakeFirst();
    return row?.sha256 ?? null;
  },
  async noMedia(absolutes: readonly string[], kindVersion: number): Promise<Map<string, WholeStamp>> {
    const rows = await db
      .selectFrom('no_media')
      .select(['absolute', 'size', 'mtime_ns as mtimeNs', 'ctime_ns as ctimeNs'])
      .where('absolute', 'in', among(absolutes))
      .where('kind_version', '=', kindVersion)
      .execute();
    return new Map(rows.map(({ absolute, ...stamp }) => [absolute, stamp]));
  },
  /** An ad whose pictures are gone (they are in no backup) counts as not measured. */
  async hasMeasured(adId: string, versions: Versions): Promise<boolean> {
    const row = await db
      .selectFrom('ads')
      .select('id')
      .where('id', '=', adId)
      .where('engine_version', '=', versions.engineVersion)
      .where('decoder_version', '=', versions.decoderVersion)
      .where('weights_version', '=', versions.weightsVersion)
      .executeTakeFirst();
    return row !== undefined && pictures.has(adId);
  },
  async shaOf(adId: string): Promise<string | null> {
    const row = await db.selectFrom('ads').select('sha256').where('id', '=', adId).executeTakeFirst();
    return row?.sha256 ?? null;
  },
  /** Every place where these bytes were seen, in order. */
  async placesOf(
    adId: string,
  ): Promise<{ root: string; path: string; absolute: string; size: number; mtimeNs: string }[]> {
    return db
      .selectFrom('files')
      .select(['root', 'path', 'absolute', 'size', 'mtime_ns as mtimeNs'])
      .where('ad_id', '=', adId)
      .orderBy('root')
      .orderBy('path')
      .execute();
  },
});
