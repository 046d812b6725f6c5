import { type Kysely, sql } from 'kysely';
import {
  AppError,
  type Assignment,
  type Client,
  type Folder,
  type Output,
  SavedView,
  ViewState,
} from '../../../contract/index.ts';
import { foldCase } from '../../core/score/filter.ts';
import { renameClient } from '../../core/score/rename-client.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';

/** As many as one change may carry. */
const mostAds = 40_000;

type Listed = Output<'collections.list'>;

/** Whether one of `ads` lies in `given`, a folder: outside of any folder, '' is it. */
export const liesInGiven = sql<boolean>`(given.root = ads.root
  and (given.folder = '' or substr(ads.path, 1, length(given.folder) + 1) = given.folder || '/'))`;

/** An ad's own client, else that of the nearest folder around it; null without one. */
export const clientIdOf = sql<string | null>`coalesce(
  (select client_id from client_ads where ad_id = ads.id),
  (select client_id from client_folders as given
   where ${liesInGiven} order by length(given.folder) desc limit 1))`;

export const clientName = sql<string | null>`(select name from clients where id = ${clientIdOf})`;

export const collectionsReader = (db: Kysely<Tables>) => ({
  async collections(): Promise<Listed> {
    const clients = await db.selectFrom('clients').select(['id', 'name']).orderBy('folded').execute();
    const adsOf = new Map((await clientCounts(db)).map(({ client_id, ads }) => [client_id, ads]));
    const views = await db.selectFrom('saved_views').selectAll().orderBy('folded').execute();
    return {
      clients: clients.map((client) => ({ ...client, ads: adsOf.get(client.id) ?? 0 })),
      folders: await foldersOf(db),
      views: views.map(({ id, name, state }) =>
        SavedView.parse({ id, name, state: ViewState.parse(JSON.parse(state)) }),
      ),
    };
  },
});

/** Ads of each client; null has the rest. All of a folder that are nobody's own are asked about at once. */
export async function clientCounts(db: Kysely<Tables>): Promise<{ client_id: string | null; ads: number }[]> {
  const { rows } = await sql<{ client_id: string | null; ads: number }>`
    select client_id, sum(n) as ads from (
      select ${clientIdOf} as client_id, n from (
        select min(id) as id, root, min(path) as path, count(*) as n
        from ads left join client_ads on ad_id = id
        group by root, substr(path, 1, length(path) - length(name)), client_id) as ads)
    group by client_id`.execute(db);
  return rows;
}

export async function foldersOf(db: Kysely<Tables>): Promise<Listed['folders']> {
  const given = await db.selectFrom('client_folders').selectAll().execute();
  const clientOf = new Map(given.map(({ root, folder, client_id }) => [`${root}\n${folder}`, client_id]));
  const places = await sql<{ root: string; folder: string; ads: number }>`
    select root, substr(path, 1, length(path) - length(name) - 1) as folder, count(*) as ads
    from ads group by 1, 2`.execute(db);
  const counts = new Map<string, Folder & { ads: number }>();
  for (const { root, folder, ads } of places.rows) {
    const parts = folder === '' ? [] : folder.split('/');
    for (let depth = 0; depth <= parts.length; depth += 1) {
      const at = { root, folder: parts.slice(0, depth).join('/') };
      const key = `${root}\n${at.folder}`;
      counts.set(key, { ...at, ads: (counts.get(key)?.ads ?? 0) + ads });
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, folder]) => ({ ...folder, client: clientOf.get(key) ?? null }));
}

export const collectionsWriter = (db: Kysely<Tables>) => ({
  /** Views name a client by its name, and follow it. */
  async saveClient({ id, name }: Client): Promise<void> {
    const row = { name, folded: foldCase(name) };
    await db.transaction().execute(async (tx) => {
      await refuseTwins(tx, 'clients', id, row.folded);
      const had = await tx.selectFrom('clients').select('name').where('id', '=', id).executeTakeFirst();
      await tx
        .insertInto('clients')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      if (had && had.name !== name) await renameInViews(tx, had.name, name);
    });
  },
  async removeClient(id: string): Promise<{ client: Client; given: Assignment[] }> {
    return db.transaction().execute(async (tx) => {
      const client = await tx
        .selectFrom('clients')
        .select(['id', 'name'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (!client) throw new AppError('NOT_FOUND', `Client ${id}.`);
      const ads = await tx.selectFrom('client_ads').select('ad_id').where('client_id', '=', id).execute();
      const folders = await tx
        .selectFrom('client_folders')
        .select(['root', 'folder'])
        .where('client_id', '=', id)
        .execute();
      await tx.deleteFrom('clients').where('id', '=', id).execute();
      const given: Assignment[] = [{ client: id, ads: [], folders }];
      for (let at = 0; at < ads.length; at += mostAds)
        given.push({ client: id, ads: ads.slice(at, at + mostAds).map(({ ad_id }) => ad_id), folders: [] });
      return { client, given };
    });
  },
  /** Answers the changes that undo these exactly, to be made in their order. */
  async assign(changes: readonly Assignment[]): Promise<Assignment[]> {
    return db.transaction().execute(async (tx) => {
      const before: Assignment[] = [];
      for (const change of changes) before.unshift(...(await assignOne(tx, change)));
      return before;
    });
  },
  async saveView({ id, name, state }: SavedView): Promise<void> {
    const row = { name, folded: foldCase(name), state: JSON.stringify(ViewState.parse(state)) };
    await refuseTwins(db, 'saved_views', id, row.folded);
    await db
      .insertInto('saved_views')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  },
  async removeView(id: string): Promise<SavedView> {
    const row = await db.deleteFrom('saved_views').where('id', '=', id).returningAll().executeTakeFirst();
    if (!row) throw new AppError('NOT_FOUND', `View ${id}.`);
    return SavedView.parse({ id, name: row.name, state: JSON.parse(row.state) });
  },
});

async function renameInViews(tx: Kysely<Tables>, from: string, to: string): Promise<void> {
  for (const view of await tx.selectFrom('saved_views').select(['id', 'state']).execute()) {
    const state = ViewState.parse(JSON.parse(view.state));
    const where = renameClient(state.where, from, to);
    if (where === state.where) continue;
    await tx
      .updateTable('saved_views')
      .set({ state: JSON.stringify({ ...state, where }) })
      .where('id', '=', view.id)
      .execute();
  }
}

async function refuseTwins(
  db: Kysely<Tables>,
  table: 'clients' | 'saved_views',
  id: string,
  folded: string,
): Promise<void> {
  const twin = await db
    .selectFrom(table)
    .select('name')
    .where('folded', '=', folded)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (twin) throw new AppError('CONFLICT', `"${twin.name}" is there already; choose another name.`);
}

async function assignOne(tx: Kysely<Tables>, { client, ads, folders }: Assignment): Promise<Assignment[]> {
  if (client !== null) {
    const row = await tx.selectFrom('clients').select('id').where('id', '=', client).executeTakeFirst();
    if (!row) throw new AppError('NOT_FOUND', `Client ${client}.`);
  }
  const before = new Map<string | null, { ads: string[]; folders: Folder[] }>();
  const of = (owner: string | null) => {
    const kept = before.get(owner) ?? { ads: [], folders: [] };
    before.set(owner, kept);
    return kept;
  };
  const wanted = among(ads);
  const had = await tx.selectFrom('client_ads').selectAll().where('ad_id', 'in', wanted).execute();
  const owners = new Map(had.map(({ ad_id, client_id }) => [ad_id, client_id]));
  for (const ad of new Set(ads)) {
    const owner = owners.get(ad) ?? null;
    if (owner !== client) of(owner).ads.push(ad);
  }
  if (client === null) await tx.deleteFrom('client_ads').where('ad_id', 'in', wanted).execute();
  else
    await sql`insert into client_ads (ad_id, client_id)
      select distinct value, ${client} from json_each(${JSON.stringify(ads)}) where true
      on conflict (ad_id) do update set client_id = excluded.client_id`.execute(tx);
  for (const folder of folders) {
    const row = await tx
      .selectFrom('client_folders')
      .select('client_id')
      .where('root', '=', folder.root)
      .where('folder', '=', folder.folder)
      .executeTakeFirst();
    const owner = row?.client_id ?? null;
    if (owner === client) continue;
    of(owner).folders.push(folder);
    await tx
      .deleteFrom('client_folders')
      .where('root', '=', folder.root)
      .where('folder', '=', folder.folder)
      .execute();
    if (client !== null)
      await tx
        .insertInto('client_folders')
        .values({ ...folder, client_id: client })
        .execute();
  }
  return [...before].map(([owner, had]) => ({ client: owner, ...had }));
}
