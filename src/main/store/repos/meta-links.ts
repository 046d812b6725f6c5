import { type Kysely, sql } from 'kysely';
import type { AdId, Link, LinkState } from '../../../contract/index.ts';
import type { NamedAd, NamedMetaAd, NameLink } from '../../core/learn/meta/link-names.ts';
import type { LinkReader, LinkWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';

export const linkReader = (db: Kysely<Tables>) =>
  ({
    async namedMetaAds(): Promise<NamedMetaAd[]> {
      return db.selectFrom('meta_ads').select(['id', 'name']).orderBy('id').execute();
    },
    /** The ads of the library with the names of all their files. */
    async namedAds(): Promise<NamedAd[]> {
      const { rows } = await sql<{ id: string; names: string }>`
        SELECT ads.id, json_group_array(DISTINCT coalesce(files.path, ads.path)) AS names
        FROM ads LEFT JOIN files ON files.ad_id = ads.id GROUP BY ads.id`.execute(db);
      return rows.map(({ id, names }) => ({
        id,
        names: (JSON.parse(names) as string[]).map((path) => path.slice(path.lastIndexOf('/') + 1)),
      }));
    },
    async metaLinks(state: LinkState | null): Promise<Link[]> {
      const rows = await db
        .selectFrom('meta_links')
        .innerJoin('meta_ads', 'meta_ads.id', 'meta_links.meta_ad_id')
        .innerJoin('ads', 'ads.id', 'meta_links.ad_id')
        .select(['meta_ad_id', 'meta_ads.name as meta_ad_name', 'ad_id', 'ads.name as ad_name'])
        .select(['how', 'certainty', 'meta_links.state'])
        .$if(state !== null, (query) => query.where('meta_links.state', '=', state as LinkState))
        .orderBy(sql`meta_links.state = 'proposed'`, 'desc')
        .orderBy('meta_ads.name')
        .orderBy('meta_ad_id')
        .orderBy('certainty', 'desc')
        .orderBy('ad_id')
        .execute();
      return rows;
    },
  }) satisfies LinkReader;

export const linkWriter = (db: Kysely<Tables>) =>
  ({
    async saveNameLinks(links: readonly NameLink[], at: string): Promise<void> {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('meta_links').where('how', '=', 'name').execute();
        await sql`
          INSERT INTO meta_links (meta_ad_id, ad_id, how, certainty, state, linked_at)
          SELECT value ->> 'metaAdId', value ->> 'adId', 'name', value ->> 'certainty', value ->> 'state', ${at}
          FROM json_each(${JSON.stringify(links)}) AS link
          WHERE NOT EXISTS (
            SELECT 1 FROM meta_links AS known
            WHERE known.meta_ad_id = link.value ->> 'metaAdId' AND known.state = 'linked')
          ON CONFLICT (meta_ad_id, ad_id) DO NOTHING`.execute(tx);
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
