import type { SavedView } from '../../../contract/index.ts';
import { download } from '../../api/save-parts.ts';
import { count } from '../../format/number.ts';
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

/** What is no file of views is told, and nothing of it is taken. The schemas are loaded by whoever opens one. */
const viewsIn = async (files: readonly string[]): Promise<Named[]> => {
  const { viewsOfFile } = await import('./read-view-file.ts');
  const read = files.map(viewsOfFile);
  const wrong = read.filter((views) => views === null).length;
  if (wrong > 0)
    useToasts.getState().show({
      tone: 'error',
      text:
        files.length === 1
          ? 'This is no file of views.'
          : `${count(wrong)} of ${count(files.length)} files hold no views.`,
      next: 'Choose one that was saved here.',
    });
  return read.flatMap((views) => views ?? []);
};

type Save = (name: string, state: SavedView['state']) => Promise<boolean>;

const saveAll = async (views: readonly Named[], save: Save): Promise<void> => {
  for (const { name, state } of views) await save(name, state);
};

/** The views of files that somebody chooses are saved. */
export const openViewFiles = (save: Save): Promise<void> =>
  new Promise((resolve) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.multiple = true;
    field.accept = '.titan,.json,application/json';
    field.oncancel = () => resolve();
    field.onchange = async () => {
      await saveAll(await viewsIn(await textsOf(field.files ?? [])), save);
      resolve();
    };
    field.click();
  });

/** Of files as the desktop opens them with the app, which are told by their ending alone. */
export const isViewFile = ({ name }: { readonly name: string }): boolean => /\.titan$/i.test(name);

export const textsOf = (files: Iterable<File>): Promise<string[]> =>
  Promise.all([...files].map((file) => file.text()));

/** Files that were opened with the app, or dropped on it, show their first view, as a link does; to save is the next step. */
export const showViewFiles = async (files: readonly string[], save: Save): Promise<void> => {
  const views = await viewsIn(files);
  const [first] = views;
  if (!first) return;
  replace(library);
  showView(first);
  const more = views.length > 1;
  useToasts.getState().show({
    tone: 'done',
    text: more
      ? `${first.name} is the first of ${count(views.length)} views of the ${files.length > 1 ? 'files' : 'file'}`
      : `${first.name} is not saved yet`,
    action: { label: more ? 'Save all' : 'Save it', run: () => void saveAll(views, save) },
  });
};
