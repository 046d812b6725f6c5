import { useEffect, useRef, useState } from 'react';
import type { Output, SavedView } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { copyText } from '../../state/copy-text.ts';
import { useView, viewState } from '../../state/view.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import css from './collections.module.css';
import { Item, Section } from './collections-parts.tsx';
import { placeTerm, placeTermOf, withPlace } from './filter-text.ts';
import { NameDialog } from './name-dialog.tsx';
import { openSharedView } from './open-shared-view.ts';
import { showView } from './show-view.ts';
import { useCollections } from './use-collections.ts';
import { openViewFiles, saveViewFile } from './view-file.ts';
import { linkOf } from './view-link.ts';

type Listed = Output<'collections.list'>;

interface Asking {
  readonly title: string;
  readonly label: string;
  readonly name: string;
  readonly action: string;
  readonly longest?: number;
  readonly note?: string | undefined;
  readonly onName: (name: string) => void;
}

/** Ways to a part of the library: saved views, clients, folders. A choice is a term of the filter, so it can be seen and changed there. */
export const CollectionsPane = ({ focusViews, total }: { focusViews: number; total: number }) => {
  const listed = useQuery('collections.list', {});
  const change = useCollections();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { where, jobId, set } = useView();
  const views = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focusViews > 0) views.current?.querySelector<HTMLElement>('button')?.focus();
  }, [focusViews]);
  const here = placeTermOf(where);
  const show = (term: string | null) => set({ where: withPlace(where, term), jobId: null });
  const { clients = [], folders = [], views: saved = [] } = listed.data ?? {};
  /** The top of a drop is not listed: what was dropped stands in its place. */
  const tops = new Set(folders.flatMap(({ root, folder }) => (folder === '' ? root : [])));

  return (
    <nav className={css.pane} aria-label="Collections">
      <Item
        icon="library"
        label="All ads"
        ads={total}
        here={here === null && jobId === null}
        onShow={() => show(null)}
      />
      <Section
        ref={views}
        title="Views"
        action="Save this view"
        onAction={() =>
          setAsking({
            title: 'Save this view',
            label: 'Name of the view',
            name: '',
            action: 'Save',
            note: jobId === null ? undefined : ofAllAds,
            onName: (name) => void change.saveView(name, viewState()),
          })
        }
      >
        {saved.map((view) => (
          <Item
            key={view.id}
            icon="filter"
            label={view.name}
            here={isShown(view)}
            onShow={() => showView(view)}
            menu={[
              {
                label: 'Rename…',
                run: () =>
                  setAsking({
                    title: 'Rename the view',
                    label: 'Name of the view',
                    name: view.name,
                    action: 'Rename',
                    onName: (name) => void change.changeView(view, { ...view, name }),
                  }),
              },
              {
                label: `Save as it is shown now${jobId === null ? '' : ', for all ads'}`,
                run: () => void change.changeView(view, { ...view, state: viewState() }),
              },
              { label: 'Save as a file…', run: () => saveViewFile([view]) },
              { label: 'Copy a link to it', run: () => void copyLink(view) },
              { label: 'Remove', run: () => void change.removeView(view) },
            ]}
          />
        ))}
        <button
          type="button"
          className={`link ${css.open}`}
          onClick={() =>
            setAsking({
              title: 'Open a shared view',
              label: 'Link that begins with titan-ads://view/',
              name: '',
              action: 'Open',
              longest: 20_000,
              onName: (link) => void openSharedView(link),
            })
          }
        >
          Open a shared view…
        </button>
        <button
          type="button"
          className={`link ${css.open}`}
          onClick={() => void openViewFiles(change.saveView)}
        >
          Take in views from files…
        </button>
        {saved.length > 1 && (
          <button type="button" className={`link ${css.open}`} onClick={() => saveViewFile(saved)}>
            Save all views as a file…
          </button>
        )}
        {saved.length === 0 && <p className={css.none}>Filter, order and columns, kept under a name.</p>}
      </Section>
      <Section
        title="Clients"
        action="New client"
        onAction={() =>
          setAsking({
            title: 'New client',
            label: 'Name of the client',
            name: '',
            action: 'Make',
            onName: (name) => void change.newClient(name),
          })
        }
      >
        {clients.map((client) => (
          <Item
            key={client.id}
            icon="client"
            label={client.name}
            ads={client.ads}
            here={here === placeTerm('client', client.name)}
            onShow={() => show(placeTerm('client', client.name))}
            menu={[
              {
                label: 'Rename…',
                run: () =>
                  setAsking({
                    title: 'Rename the client',
                    label: 'Name of the client',
                    name: client.name,
                    action: 'Rename',
                    onName: (name) => void change.renameClient(client.id, client.name, name),
                  }),
              },
              { label: 'Remove; its ads stay', run: () => void change.removeClient(client.id, client.name) },
            ]}
          />
        ))}
        {clients.length === 0 && <p className={css.none}>Give folders or chosen ads to a client.</p>}
      </Section>
      <Section title="Folders">
        {folders.map((folder) => {
          const term = placeTerm(
            'in',
            folder.folder === '' ? folder.root : `${folder.root}/${folder.folder}`,
          );
          const owner = clients.find(({ id }) => id === folder.client);
          return (
            <Item
              key={term}
              icon="folder"
              label={folder.folder === '' ? lastName(folder.root) : lastName(folder.folder)}
              title={folder.folder === '' ? folder.root : `${folder.root}/${folder.folder}`}
              depth={folder.folder.split('/').filter(Boolean).length - (tops.has(folder.root) ? 0 : 1)}
              note={owner?.name}
              ads={folder.ads}
              here={here === term}
              onShow={() => show(term)}
              menu={[
                ...clients.map(
                  (client): MenuItem => ({
                    label: `Give to ${client.name}`,
                    checked: client.id === folder.client,
                    run: () => void change.assign(client, [], [{ root: folder.root, folder: folder.folder }]),
                  }),
                ),
                ...(owner
                  ? [
                      {
                        label: `Take from ${owner.name}`,
                        run: () =>
                          void change.assign(null, [], [{ root: folder.root, folder: folder.folder }]),
                      },
                    ]
                  : []),
                {
                  label: 'Give to a new client…',
                  run: () =>
                    setAsking({
                      title: 'New client',
                      label: 'Name of the client',
                      name: lastName(folder.folder || folder.root),
                      action: 'Make',
                      onName: (name) => void giveToNew(name, folder),
                    }),
                },
              ]}
            />
          );
        })}
      </Section>
      {asking && <NameDialog {...asking} onClose={() => setAsking(null)} />}
    </nav>
  );

  async function giveToNew(name: string, { root, folder }: Listed['folders'][number]): Promise<void> {
    const id = await change.newClient(name);
    if (id !== null) await change.assign({ id, name }, [], [{ root, folder }]);
  }
};

const ofAllAds = 'It will show all ads that fit: the one analysis that is chosen now is not kept with it.';

const lastName = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path;

const isShown = ({ state }: SavedView): boolean => JSON.stringify(state) === JSON.stringify(viewState());

const copyLink = (view: SavedView): Promise<void> =>
  copyText(linkOf(view), `Copied a link to ${view.name}; it opens in any Titan Ads with the same filter`);
