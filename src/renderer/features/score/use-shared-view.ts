import { useEffect } from 'react';
import { openSharedView } from './open-shared-view.ts';
import { useCollections } from './use-collections.ts';

/** An address of the window may carry a view, as a deep link leaves it (`#/view/…`), or files of views (`#/views/…,…`). */
export const useSharedView = (): void => {
  const { saveView } = useCollections();
  useEffect(() => {
    const look = () => {
      const { hash } = window.location;
      if (hash.startsWith('#/view/')) void openSharedView(hash.slice(1));
      if (hash.startsWith('#/views/')) void showFiles(hash.slice('#/views/'.length), saveView);
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [saveView]);
};

const showFiles = async (
  base64urls: string,
  save: ReturnType<typeof useCollections>['saveView'],
): Promise<void> => {
  const [{ textOf }, { showViewFiles }] = await Promise.all([
    import('./read-view-link.ts'),
    import('./view-file.ts'),
  ]);
  await showViewFiles(base64urls.split(',').map(textOf), save);
};
