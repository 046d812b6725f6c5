import { type Kysely, sql } from 'kysely';
import type { AdId, Link, LinkState } from '../../../contract/index.ts';
import { isMetaRoot, pieceOfCached } from '../../core/ingest/meta-place.ts';
import type { AutoLink, LinkableAd, LinkableMetaAd } from '../../core/learn/meta/link-all.ts';
import type { LookedAd } from '../../core/learn/meta/link-look.ts';
import type { LinkReader, LinkWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { clientIdOf } from './collections.ts';
import { filesToLink, metaAdsToLink } from './linkable.ts';

/** Links that stand: where a person has linked an ad at Meta with a file, it is no other. */
export const isStanding = sql<boolean>`(meta_links.state = 'linked' AND (meta_links.how = 'hand' OR NOT EXISTS (
  SELECT 1 FROM meta_links AS own
  WHERE own.meta_ad_id = meta_links.meta_ad_id AND own.state = 'linked' AND own.how = 'hand')))`;

/**
 * Meta's ads that are one ad of the library for certain. One that shows several pieces is left out: its results cannot be
 * told apart, and counting them for each would make evidence out of nothing.
 */
export const onlyAdOf = sql`(
  SELECT meta_links.meta_ad_id, min(meta_links.ad_id) AS ad_id
  FROM meta_links
    JOIN meta_ads AS of ON of.id = meta_links.meta_ad_id
    LEFT JOIN meta_creatives AS creative ON creative.id = of.creative_id
  WHERE ${isStanding} AND coalesce(json_array_length(creative.media), 0) <= 1
  GROUP BY meta_links.meta_ad_id HAVING count(*) = 1)`;

/** Why a linked ad is not the one of `onlyAdOf`, over all links of the ad at Meta. */
const leftOut = sql`CASE WHEN link.state = 'linked' THEN CASE
  WHEN coalesce(json_array_length(creative.media), 0) > 1 THEN 'several pieces'
  WHEN link.how != 'hand' AND max(link.state = 'linked' AND link.how = 'hand') OVER one THEN 'another by hand'
  WHEN sum(link.state = 'linked' AND link.how = 'hand') OVER one > 1
    OR (link.how != 'hand' AND sum(link.state = 'linked') OVER one > 1) THEN 'several files' END END`;

export const linkReader = (db: Kysely<Tables>) =>
  ({
    async hasMetaAds(): Promise<boolean> {
      return (await db.selectFrom('meta_ads').select('id').limit(1).executeTakeFirst()) !== undefined;
    },
    async linkableMetaAds(): Promise<LinkableMetaAd[]> {
      const { rows } = await sql<{
        id: string;
        account: string;
        name: string;
        tags: string;
        pieces: string;
      }>`
        SELECT ad.id, ad.account_id AS account, ad.name, coalesce(creative.url_tags, '') AS tags, (
          SELECT json_group_array((piece.value ->> 'kind') || ' ' || (piece.value ->> 'key'))
          FROM json_each(creative.media) AS piece) AS pieces
        FROM meta_ads AS ad LEFT JOIN meta_creatives AS creative ON creative.id = ad.creative_id
        ORDER BY ad.id`.execute(db);
      return rows.map((row) => ({ ...row, pieces: JSON.parse(row.pieces) as string[] }));
    },
    /** The ads of the library with the names of all their own files, and what they were fetched for. */
    async linkableAds(): Promise<LinkableAd[]> {
      const { rows } = await sql<{ id: string; client: string | null; places: string }>`
        SELECT ads.id, ${clientIdOf} AS client, json_group_array(json_array(
          coalesce(files.root, ads.root), coalesce(files.path, ads.path), coalesce(files.absolute, ''))) AS places
        FROM ads LEFT JOIN files ON files.ad_id = ads.id GROUP BY ads.id ORDER BY ads.added_seq`.execute(db);
      return rows.map(({ id, client, places }) => {
        const all = JSON.parse(places) as [root: string, path: string, absolute: string][];
        const own = all.filter(([root]) => !isMetaRoot(root));
        return {
          id,
          client,
          names: own.map(([, path]) => path.slice(path.lastIndexOf('/') + 1)),
          pieces: all.flatMap(([root, , absolute]) => {
            const piece = isMetaRoot(root) ? pieceOfCached(absolute) : null;
            return piece ? [`${piece.kind} ${piece.key}`] : [];
          }),
        };
      });
    },
    linkable: (side, wanted) => (side === 'meta' ? metaAdsToLink : filesToLink)(db, wanted),
    async looks(ids: readonly string[], others: boolean): Promise<LookedAd[]> {
      const rows = await db
        .selectFrom('ads')
        .innerJoin('measurements', 'measurements.ad_id', 'ads.id')
        .select(['ads.id', 'ads.kind', 'ads.duration_s as durationS', 'measurements.hashes'])
        .where('ads.id', others ? 'not in' : 'in', among(ids))
        .orderBy('ads.added_seq')
        .execute();
      return rows.map((row) => ({ ...row, hashes: JSON.parse(row.hashes) as LookedAd['hashes'] }));
    },
    async looksStamp(): Promise<string> {
      const { rows } = await sql<{ stamp: string }>`
        SELECT json_array(count(*), sum(added_seq), total(unixepoch(measured_at, 'subsec'))) AS stamp FROM ads`.execute(
        db,
      );
      return (rows[0] as { stamp: string }).stamp;
    },
    async metaLinks(state: LinkState | null): Promise<Link[]> {
      const { rows } = await sql<Omit<Link, 'shows'> & { shows: string }>`
        SELECT link.meta_ad_id, at.name AS meta_ad_name, link.ad_id, ads.name AS ad_name,
          link.how, link.certainty, link.state, ${leftOut} AS left_out, (
            SELECT json_group_array(DISTINCT file.ad_id)
            FROM json_each(creative.media) AS piece JOIN files AS file
              ON file.root = 'meta:' || at.account_id AND file.mtime_ns = piece.value ->> 'key'
            WHERE file.ad_id IS NOT NULL) AS shows
        FROM meta_links AS link
          JOIN meta_ads AS at ON at.id = link.meta_ad_id
          JOIN ads ON ads.id = link.ad_id
          LEFT JOIN meta_creatives AS creative ON creative.id = at.creative_id
        WHERE ${state} IS NULL OR link.state = ${state}
        WINDOW one AS (PARTITION BY link.meta_ad_id)
        ORDER BY link.state = 'proposed' DESC, at.name, link.meta_ad_id, link.certainty DESC, link.ad_id`.execute(
        db,
      );
      return rows.map((row) => ({ ...row, shows: JSON.parse(row.shows) as string[] }));
    },
  }) satisfies LinkReader;

export const linkWriter = (db: Kysely<Tables>) =>
  ({
    async saveLinks(links: readonly AutoLink[], at: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        const found = sql`(
          SELECT value ->> 'metaAdId' AS meta_ad_id, value ->> 'adId' AS ad_id, value ->> 'how' AS how,
            value ->> 'certainty' AS certainty, value ->> 'state' AS state
          FROM json_each(${JSON.stringify(links)}) AS link
          WHERE value ->> 'how' = 'content' OR NOT EXISTS (
            SELECT 1 FROM meta_links AS known
            WHERE known.meta_ad_id = link.value ->> 'metaAdId' AND known.state = 'linked' AND known.how = 'hand'))`;
        // What is found again stays with when it was, by which is told what came to be asked.
        await sql`
          DELETE FROM meta_links WHERE how != 'hand' AND (meta_ad_id, ad_id, how, state) NOT IN (
            SELECT meta_ad_id, ad_id, how, state FROM ${found})`.execute(tx);
        await sql`
          INSERT INTO meta_links (meta_ad_id, ad_id, how, certainty, state, linked_at)
          SELECT *, ${at} FROM ${found} WHERE true
          ON CONFLICT (meta_ad_id, ad_id) DO UPDATE SET certainty = excluded.certainty
          WHERE meta_links.how != 'hand'`.execute(tx);
      });
    },
    /** Undefined where one of the two is not there. */
    async setLink(
      metaAdId: string,
      adId: AdId,
      to: 'linked' | 'rejected' | 'none',
      at: string,
    ): Promise<LinkState | null | undefined> {
      return db.transaction().execute(async (tx) => {
        const there = await tx
          .selectFrom('meta_ads')
          .innerJoin('ads', (join) => join.on('ads.id', '=', adId))
          .select('meta_ads.id')
          .where('meta_ads.id', '=', metaAdId)
          .executeTakeFirst();
        if (!there) return undefined;
        const key = { meta_ad_id: metaAdId, ad_id: adId };
        const before = await tx
          .selectFrom('meta_links')
          .select('state')
          .where((eb) => eb.and(key))
          .executeTakeFirst();
        if (to === 'none') {
          await tx
            .deleteFrom('meta_links')
            .where((eb) => eb.and(key))
            .execute();
        } else {
          const row = { how: 'hand' as const, certainty: 1, state: to, linked_at: at };
          await tx
            .insertInto('meta_links')
            .values({ ...key, ...row })
            .onConflict((conflict) => conflict.columns(['meta_ad_id', 'ad_id']).doUpdateSet(row))
            .execute();
        }
        return before?.state ?? null;
      });
    },
  }) satisfies LinkWriter;
