import {
  AppError,
  type Assignment,
  type Client,
  type Folder,
  type Output,
  type SavedView,
} from '../../../src/contract/index.ts';
import { isWithin } from '../../../src/main/core/score/filter.ts';
import type { FakeHost } from './fake-host.ts';

export const fakeRoot = '/home/anna/ads';

/** Clients, folders and views in memory; the rules are those of the real store. */
export class FakeCollections {
  readonly clients = new Map<string, string>();
  readonly views = new Map<string, SavedView>();
  readonly adClients = new Map<string, string>();
  readonly folderClients = new Map<string, string>();

  clientOf(id: string, path: string): string | null {
    const folders = [...this.folderClients].filter(([folder]) => folder === '' || isWithin(path, folder));
    const nearest = folders.sort(([a], [b]) => b.length - a.length)[0]?.[1];
    return this.adClients.get(id) ?? nearest ?? null;
  }

  assign({ client, ads, folders }: Assignment): Assignment[] {
    const before: Assignment[] = [];
    for (const ad of ads) before.push({ client: set(this.adClients, ad, client), ads: [ad], folders: [] });
    for (const folder of folders)
      before.push({ client: set(this.folderClients, folder.folder, client), ads: [], folders: [folder] });
    return before.filter((change) => change.client !== client);
  }
}

const set = (owners: Map<string, string>, key: string, client: string | null): string | null => {
  const had = owners.get(key) ?? null;
  if (client === null) owners.delete(key);
  else owners.set(key, client);
  return had;
};

export const listCollections = ({ library, collections }: FakeHost): Output<'collections.list'> => {
  const rows = library.all();
  const folders = new Map<string, number>();
  for (const { path } of rows) {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 0; depth <= parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
  }
  return {
    clients: [...collections.clients].map(([id, name]) => ({
      id,
      name,
      ads: rows.filter((row) => row.client === name).length,
    })),
    folders: [...folders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([folder, ads]) => ({
        root: fakeRoot,
        folder,
        ads,
        client: collections.folderClients.get(folder) ?? null,
      })),
    views: [...collections.views.values()],
  };
};

export const changeCollections = <T>(host: FakeHost, change: (all: FakeCollections) => T): T => {
  const value = change(host.collections);
  host.library.setClients((id, path) => {
    const client = host.collections.clientOf(id, path);
    return client === null ? null : (host.collections.clients.get(client) ?? null);
  });
  host.emit({ type: 'collections' });
  return value;
};

const free = (names: Iterable<{ id: string; name: string }>, id: string, name: string): void => {
  for (const other of names)
    if (other.id !== id && other.name.toLowerCase() === name.toLowerCase())
      throw new AppError('CONFLICT', `"${other.name}" is there already; choose another name.`);
};

export const saveClient = (host: FakeHost, client: Client): Client => {
  free(
    [...host.collections.clients].map(([id, name]) => ({ id, name })),
    client.id,
    client.name,
  );
  return changeCollections(host, ({ clients }) => {
    clients.set(client.id, client.name);
    return client;
  });
};

export const removeClient = (host: FakeHost, id: string): Output<'collections.removeClient'> => {
  const name = host.collections.clients.get(id);
  if (name === undefined) throw new AppError('NOT_FOUND', id);
  return changeCollections(host, ({ clients, adClients, folderClients }) => {
    const taken = (owners: Map<string, string>): string[] => {
      const keys = [...owners].filter(([, owner]) => owner === id).map(([key]) => key);
      for (const key of keys) owners.delete(key);
      return keys;
    };
    const folders: Folder[] = taken(folderClients).map((folder) => ({ root: fakeRoot, folder }));
    const given = [{ client: id, ads: taken(adClients), folders }];
    clients.delete(id);
    return { client: { id, name }, given };
  });
};

export const saveView = (host: FakeHost, view: SavedView): SavedView => {
  free(host.collections.views.values(), view.id, view.name);
  return changeCollections(host, ({ views }) => {
    views.set(view.id, view);
    return view;
  });
};

export const removeView = (host: FakeHost, id: string): SavedView => {
  const view = host.collections.views.get(id);
  if (!view) throw new AppError('NOT_FOUND', id);
  return changeCollections(host, ({ views }) => {
    views.delete(id);
    return view;
  });
};
