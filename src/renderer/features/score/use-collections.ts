import { useMemo } from 'react';
import type { AdId, Folder, Input, Output, ProcedureId, SavedView } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { inParts } from '../../api/in-parts.ts';
import type { Transport } from '../../api/transport.ts';
import { ask, told, turning } from '../../api/turning.ts';
import { plural } from '../../format/number.ts';
import { useView } from '../../state/view.ts';
import { withClientNamed } from './filter-text.ts';

const newId = (kind: 'client' | 'view'): string =>
  `${kind}_${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** Changes of clients, assignments and saved views. Each can be undone. */
export const collectionChanges = (call: Transport['call']) => {
  const done = async <Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<boolean> =>
    (await ask(call, id, input)) !== null;
  type Given = Output<'collections.assign'>['before'];
  const assign = async (changes: Given): Promise<Given | null> =>
    told(
      await inParts(changes, async (part) => {
        const result = await call('collections.assign', { changes: part });
        return result.ok ? { ok: true, value: result.value.before } : result;
      }),
    );

  return {
    newClient: async (name: string): Promise<string | null> => {
      const id = newId('client');
      const made = await turning(
        `Made the client ${name}`,
        () => done('collections.saveClient', { id, name }),
        () => done('collections.removeClient', { id }),
      );
      return made ? id : null;
    },
    renameClient: (id: string, from: string, to: string) => {
      const rename = async (before: string, name: string): Promise<boolean> => {
        const renamed = await done('collections.saveClient', { id, name });
        const { where, set } = useView.getState();
        if (renamed) set({ where: withClientNamed(where, before, name) });
        return renamed;
      };
      return turning(
        `Renamed ${from} to ${to}`,
        () => rename(from, to),
        () => rename(to, from),
      );
    },
    removeClient: (id: string, name: string) => {
      let removed: Output<'collections.removeClient'> | null = null;
      return turning(
        `Removed the client ${name}`,
        async () => {
          removed = await ask(call, 'collections.removeClient', { id });
          return removed !== null;
        },
        async () =>
          removed !== null &&
          (await done('collections.saveClient', removed.client)) &&
          (await assign(removed.given)) !== null,
      );
    },
    assign: (
      client: { id: string; name: string } | null,
      ads: readonly AdId[],
      folders: readonly Folder[],
    ) => {
      let before: Given = [];
      const what =
        folders.length > 0
          ? `the folder ${folders[0]?.folder || folders[0]?.root}`
          : plural(ads.length, 'ad');
      return turning(
        client ? `Gave ${what} to ${client.name}` : `Took ${what} from its client`,
        async () => {
          const answer = await assign([{ client: client?.id ?? null, ads: [...ads], folders: [...folders] }]);
          before = answer ?? [];
          return answer !== null;
        },
        async () => (await assign(before)) !== null,
      );
    },
    saveView: (name: string, state: SavedView['state']) => {
      const view = { id: newId('view'), name, state };
      return turning(
        `Saved the view ${name}`,
        () => done('collections.saveView', view),
        () => done('collections.removeView', { id: view.id }),
      );
    },
    changeView: (from: SavedView, to: SavedView) =>
      turning(
        from.name === to.name ? `Changed the view ${to.name}` : `Renamed ${from.name} to ${to.name}`,
        () => done('collections.saveView', to),
        () => done('collections.saveView', from),
      ),
    removeView: (view: SavedView) =>
      turning(
        `Removed the view ${view.name}`,
        () => done('collections.removeView', { id: view.id }),
        () => done('collections.saveView', view),
      ),
  };
};

export const useCollections = () => {
  const { transport } = useApi();
  return useMemo(() => collectionChanges(transport.call), [transport]);
};
