import type { SavedView } from '../../../contract/index.ts';
import { download } from '../../api/save-parts.ts';
import { useToasts } from '../../state/toasts.ts';

type Named = Pick<SavedView, 'name' | 'state'>;

/** Names what is looked for and no ad, so it reads the same in every library. */
export const viewFile = (views: readonly Named[]): string =>
  JSON.stringify({ titan_views: 1, views: views.map(({ name, state }) => ({ name, state })) }, null, 2);

export const saveViewFile = (views: readonly SavedView[]): void => {
  const [first] = views;
  const name = views.length === 1 && first ? first.name.replace(/[^\p{L}\p{N}]+/gu, '-') : 'views';
  download(`${name}.titan-views.json`, new Blob([viewFile(views)], { type: 'application/json' }));
};

/** The views of a file that somebody chose; what is none is told and nothing is taken. */
export const openViewFile = (
  save: (name: string, state: SavedView['state']) => Promise<boolean>,
): Promise<void> =>
  new Promise((resolve) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.accept = '.json,application/json';
    field.oncancel = () => resolve();
    field.onchange = async () => {
      // The schemas are loaded by whoever opens a file, not by every window.
      const { viewsOfFile } = await import('./read-view-file.ts');
      const views = viewsOfFile((await field.files?.[0]?.text()) ?? '');
      if (views === null)
        useToasts.getState().show({
          tone: 'error',
          text: 'This is no file of views.',
          next: 'Choose one that was saved here.',
        });
      for (const { name, state } of views ?? []) await save(name, state);
      resolve();
    };
    field.click();
  });
