import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { type AdId, Box, type Logo } from '../../../contract/index.ts';
import type { LogoLook } from '../../core/measure/brand/logo-looks.ts';
import type { LookedForLogo } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { brandKit } from './brand.ts';

/** The logo of the brand of `ads`, where it is one that can be found. */
const findable = sql<string | null>`(
  select case when kit ->> '$.logo.findable' then kit ->> '$.logo.id' end from (select ${brandKit} as kit))`;

/** The logo of `ads` that was not looked for with this version; null where there is none. */
export const logoLeft = (version: number) => sql<string | null>`(
  select wanted from (select ${findable} as wanted)
  where not exists (
    select 1 from ad_logos where ad_id = ads.id and logo = wanted and version = ${version}))`;

/** What was seen of the logo that the brand of `ads` has now. */
export const logoLooks = sql<string | null>`(
  select looks from ad_logos where ad_id = ads.id and logo = ${findable})`;

const Looks = z.array(z.strictObject({ t: z.number(), box: Box.nullable() }));

export const looksOf = (json: string | null): readonly LogoLook[] | null =>
  json === null ? null : Looks.parse(JSON.parse(json));

export const logoReader = (db: Kysely<Tables>) => ({
  async logoWanted(adId: AdId, version: number): Promise<string | null> {
    const row = await db
      .selectFrom('ads')
      .select(logoLeft(version).as('logo'))
      .where('id', '=', adId)
      .executeTakeFirst();
    return row?.logo ?? null;
  },
  async logoPng(id: string): Promise<Uint8Array | null> {
    const row = await db.selectFrom('logos').select('png').where('id', '=', id).executeTakeFirst();
    return row?.png ?? null;
  },
});

export const logoWriter = (db: Kysely<Tables>) => ({
  /** Its id is that of its content. */
  async keepLogo({ findable, ...logo }: Logo, png: Uint8Array): Promise<void> {
    const row = { ...logo, findable: findable ? 1 : 0, png } as const;
    await db
      .insertInto('logos')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  },
});

/** Part of the transaction that ends an item. */
export async function saveLooks(tx: Kysely<Tables>, adId: AdId, looked: LookedForLogo): Promise<void> {
  const row = { logo: looked.logo, version: looked.version, looks: JSON.stringify(looked.looks) };
  await tx
    .insertInto('ad_logos')
    .values({ ad_id: adId, ...row })
    .onConflict((conflict) => conflict.column('ad_id').doUpdateSet(row))
    .execute();
}
