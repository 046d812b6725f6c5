import { type Kysely, sql } from 'kysely';
import { AppError, type BrandChange, BrandKit, type Logo } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';
import { clientIdOf } from './collections.ts';

/** Under this name stands the kit of ads without a client; no client has it, ids of clients have a prefix. */
const noClient = '';

/** The kit of the client of `ads`; a client without one has none. */
export const brandKit = sql<
  string | null
>`(select kit from brand_kits where client = coalesce(${clientIdOf}, ${noClient}))`;

export const kitOf = (json: string | null): BrandKit | null =>
  json === null ? null : (BrandKit.safeParse(JSON.parse(json)).data ?? null);

export const brandReader = (db: Kysely<Tables>) => ({
  async brandKits(): Promise<{ client: string | null; kit: BrandKit }[]> {
    const rows = await db.selectFrom('brand_kits').selectAll().orderBy('client').execute();
    return rows.flatMap((row) => {
      const kit = kitOf(row.kit);
      return kit ? [{ client: row.client === noClient ? null : row.client, kit }] : [];
    });
  },
});

export const brandWriter = (db: Kysely<Tables>) => ({
  async setBrandKit(client: string | null, change: BrandChange): Promise<BrandKit> {
    return db.transaction().execute(async (tx) => {
      if (client !== null) {
        const known = await tx.selectFrom('clients').select('id').where('id', '=', client).executeTakeFirst();
        if (!known) throw new AppError('NOT_FOUND', `Client ${client}.`);
      }
      const key = client ?? noClient;
      const row = await tx
        .selectFrom('brand_kits')
        .select('kit')
        .where('client', '=', key)
        .executeTakeFirst();
      const had = kitOf(row?.kit ?? null);
      let logo = had?.logo ?? null;
      if (change.logo !== undefined) logo = change.logo === null ? null : await keptLogo(tx, change.logo);
      const kit: BrandKit = {
        names: change.names ?? had?.names ?? [],
        colours: change.colours ?? had?.colours ?? [],
        logo,
      };
      if (kit.names.length + kit.colours.length === 0 && kit.logo === null) {
        await tx.deleteFrom('brand_kits').where('client', '=', key).execute();
        return kit;
      }
      const json = { kit: JSON.stringify(kit) };
      await tx
        .insertInto('brand_kits')
        .values({ client: key, ...json })
        .onConflict((conflict) => conflict.column('client').doUpdateSet(json))
        .execute();
      return kit;
    });
  },
});

/** What was found out when it was kept. */
async function keptLogo(tx: Kysely<Tables>, id: string): Promise<Logo> {
  const row = await tx
    .selectFrom('logos')
    .select(['id', 'width', 'height', 'findable'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('NOT_FOUND', `Logo ${id}.`);
  return { ...row, findable: row.findable === 1 };
}
