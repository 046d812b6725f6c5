import type { SavedView } from '../../../contract/index.ts';
import { download } from '../../api/save-parts.ts';
import { library, replace } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { showView } from './show-view.ts';

type Named = Pick<SavedView, 'name' | 'state'>;

/** Names what is looked for and no ad, so it reads the same in every library. */
export const viewFile = (views: readonly Named[]): string =>
  JSON.stringify({ titan_views: 1, views: views.map(({ name, state }) => ({ name, state })) }, null, 2);

export const saveViewFile = (views: readonly SavedView[]): void => {
  const [first] = views;
  const name = views.length === 1 && first ? first.name.replace(/[^\p{L}\p{N}]+/gu, '-') : 'views';
  download(`${name}.titan`, new Blob([viewFile(views)], { type: 'application/json' }));
};

/** What is no file of views is told, and nothing is taken. The schemas are loaded by whoever opens one. */
const viewsIn = async (text: string): Promise<Named[]> => {
  const { viewsOfFile } = await import('./read-view-file.ts');
  const views = viewsOfFile(text);
  if (views === null)
    useToasts.getState().show({
      tone: 'error',
      text: 'This is no file of views.',
      next: 'Choose one that was saved here.',
    });
  return views ?? [];
};

type Save = (name: string, state: SavedView['state']) => Promise<boolean>;

const saveAll = async (views: readonly Named[], save: Save): Promise<void> => {
  for (const { name, state } of views) await save(name, state);
};

/** The views of a file that somebody chooses are saved. */
export const openViewFile = (save: Save): Promise<void> =>
  new Promise((resolve) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.accept = '.titan,.json,application/json';
    field.oncancel = () => resolve();
    field.onchange = async () => {
      await saveAll(await viewsIn((await field.files?.[0]?.text()) ?? ''), save);
      resolve();
    };
    field.click();
  });

/** A file that was opened with the app shows its first view, as a link does; to save is the next step. */
export const showViewFile = async (text: string, save: Save): Promise<void> => {
  const views = await viewsIn(text);
  const [first] = views;
  if (!first) return;
  replace(library);
  showView(first);
  const more = views.length > 1;
  useToasts.getState().show({
    tone: 'done',
    text: more
      ? `${first.name} is the first of ${views.length} views of the file`
      : `${first.name} is not saved yet`,
    action: { label: more ? 'Save all' : 'Save it', run: () => void saveAll(views, save) },
  });
};
