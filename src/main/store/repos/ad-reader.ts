import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import {
  type Ad,
  type AdId,
  AppError,
  type ErrorCode,
  type Features,
  type LibraryFacts,
  type Media,
  type Score,
} from '../../../contract/index.ts';
import { sourceOf } from '../../core/ingest/source-of.ts';
import { brandOf } from '../../core/measure/brand/brand.ts';
import type { FrameHash } from '../../core/measure/signals.ts';
import { copyHookOf, copyShown } from '../../core/measure/text/copy-shown.ts';
import { hookOf } from '../../core/measure/text/hook.ts';
import { withLogo } from '../../core/measure/text/safe-zones.ts';
import type { Tables } from '../schema.ts';
import { accountsForReader } from './account-of.ts';
import { among } from './among.ts';
import { brandKit, kitOf } from './brand.ts';
import { calibrationReader } from './calibration.ts';
import { copyOf } from './given.ts';
import { spokenOf, textOf } from './hook-types.ts';
import { wordsFor } from './jobs.ts';
import { councilOf } from './joined.ts';
import { logoLooks, looksOf } from './logos.ts';
import { markColumns, marksReader, readTags } from './marks.ts';
import { measured, scored } from './measured.ts';
import { type RankOf, ranksIn } from './ranks.ts';
import { palettesOf } from './words.ts';

const Hashes = z.array(z.strictObject({ t: z.number(), hash: z.string(), quality: z.number() }));

/** Ads per statement; bounds what is in memory while a large library is exported, and how long nothing else is answered. */
const chunk = 50;

export type FactsOf = (
  adId: string,
) => Pick<LibraryFacts, 'compared' | 'distinctiveness' | 'near_duplicate_of'>;

export const adReader = (db: Kysely<Tables>) => {
  const { notesOf } = marksReader(db);
  const [accountsFor, calibration] = [accountsForReader(db), calibrationReader(db)];

  async function whole(
    ids: readonly string[],
    factsOf: FactsOf,
    rankOf: RankOf,
    calibrated: (ad: Ad) => Ad,
  ): Promise<Ad[]> {
    const rows = await scored(db)
      .leftJoin('ad_text', 'ad_text.ad_id', 'ads.id')
      .leftJoin('ad_given', 'ad_given.ad_id', 'ads.id')
      .leftJoin('councils', 'councils.ad_id', 'ads.id')
      .selectAll('ads')
      .select([
        'ad_text.text',
        'ad_text.spoken as track',
        'ad_text.palettes',
        'ad_given.copy',
        'ad_given.spoken',
        'councils.council',
        'measurements.media',
        'measurements.features',
        'scores.score as score_json',
      ])
      .select([brandKit.as('kit'), logoLooks.as('looks')])
      .select([markColumns.pick.as('pick'), markColumns.rating.as('rating'), markColumns.tags.as('tags')])
      .where('ads.id', 'in', ids)
      .execute();
    const files = await db
      .selectFrom('files')
      .select(['ad_id', 'path', 'root', 'absolute'])
      .where('ad_id', 'in', ids)
      .orderBy('root')
      .orderBy('path')
      .execute();
    const notes = await notesOf(ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ads: Ad[] = [];
    for (const id of ids) {
      const row = byId.get(id);
      if (!row) continue;
      const code = row.problem_code as ErrorCode | null;
      const text = textOf(row.text);
      const kit = kitOf(row.kit);
      const copy = copyOf(row.copy);
      const spoken = spokenOf(row.spoken ?? row.track);
      const brand =
        kit && text ? brandOf(kit, text, palettesOf(row.palettes), looksOf(row.looks), row.duration_s) : null;
      const places = files.filter((file) => file.ad_id === id);
      const ad: Ad = {
        id,
        path: row.path,
        other_paths: places.slice(1).map((file) => file.path),
        source: sourceOf(row.root, row.path, places[0]?.absolute ?? ''),
        sha256: row.sha256,
        kind: row.kind,
        state: row.state,
        problem: code === null ? null : wordsFor(code, row.problem_detail),
        // As the engine's own schemas wrote them; each answer is parsed whole on its way out, and once is enough.
        media: JSON.parse(row.media) as Media,
        features: JSON.parse(row.features) as Features,
        score: JSON.parse(row.score_json) as Score,
        library: { ...factsOf(id), ...rankOf(row), best_quarter: null, best_quarter_basis: null },
        hook: hookOf(text, spoken),
        text: text && withLogo(text, brand, row.width / row.height),
        brand,
        copy,
        copy_shown: copyShown(copy?.primary_text ?? null),
        copy_hook: copyHookOf(copy?.primary_text ?? null),
        spoken,
        council: councilOf(row.council),
        pick: row.pick,
        rating: row.rating,
        tags: readTags(row.tags),
        notes: notes.get(id) ?? [],
        engine_version: row.engine_version,
        measured_at: row.measured_at,
      };
      ads.push(calibrated(ad));
    }
    return ads;
  }

  const rootsOf = async (ids: readonly string[]): Promise<string[]> => {
    const rows = await db.selectFrom('ads').select('root').distinct().where('id', 'in', among(ids)).execute();
    return rows.map(({ root }) => root);
  };

  return {
    accountsFor,
    /** Whole ads in the order asked for; their accounts where they are known already. */
    async ads(ids: readonly string[], factsOf: FactsOf, accounts?: ReadonlyMap<AdId, string>): Promise<Ad[]> {
      const found: Ad[] = [];
      const rankOf = await ranksIn(db, await rootsOf(ids));
      const calibrated = await calibration(accounts ?? (await accountsFor(ids)));
      for (let at = 0; at < ids.length; at += chunk)
        found.push(...(await whole(ids.slice(at, at + chunk), factsOf, rankOf, calibrated)));
      return found;
    },
    /** An id, a unique prefix of id or sha256, an absolute path, or a path as shown. Throws NOT_FOUND, or CONFLICT when several fit. */
    async resolve(reference: string): Promise<string> {
      const prefix = /^[0-9a-f]{1,64}$/i.test(reference) ? reference.toLowerCase() : null;
      const byHash = prefix
        ? await db
            .selectFrom('ads')
            .select('id')
            .where(sql<boolean>`sha256 >= ${prefix} and sha256 < ${`${prefix}g`}`)
            .limit(2)
            .execute()
        : [];
      const byPath = await db
        .selectFrom('files')
        .select('ad_id as id')
        .where((eb) => eb.or([eb('absolute', '=', reference), eb('path', '=', reference)]))
        .where('ad_id', 'is not', null)
        .distinct()
        .limit(2)
        .execute();
      const found = [...new Set([...byHash, ...byPath].map((row) => row.id as string))];
      if (found.length > 1)
        throw new AppError('CONFLICT', `"${reference}" fits several ads; give a longer id.`);
      if (!found[0]) throw new AppError('NOT_FOUND', `No ad is called "${reference}".`);
      return found[0];
    },
    /** Hashes of the ads added after `seq`, oldest first, for the near-duplicate index. */
    async hashesAfter(
      seq: number,
      limit: number,
    ): Promise<{ seq: number; id: string; hashes: FrameHash[] }[]> {
      const rows = await measured(db)
        .select(['ads.added_seq as seq', 'ads.id', 'measurements.hashes'])
        .where('ads.added_seq', '>', seq)
        .orderBy('ads.added_seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ seq: row.seq, id: row.id, hashes: Hashes.parse(JSON.parse(row.hashes)) }));
    },
  };
};
