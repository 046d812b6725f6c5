import { library, replace } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { showView } from './show-view.ts';

/** Shows what a shared link holds, after a check: it may come from anywhere. Saving it is the user's next step. */
export const openSharedView = async (link: string): Promise<void> => {
  const { viewOfLink } = await import('./read-view-link.ts');
  const view = viewOfLink(link);
  const { show } = useToasts.getState();
  if (!view) return show({ tone: 'error', text: 'This is no link to a view, or a part of it is missing.' });
  replace(library);
  showView(view);
};
