import { useMemo } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';
import { plural } from '../../format/number.ts';
import { go, library, placeOf } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { useView } from '../../state/view.ts';

/** What can be done with ads as members of the library. Taking them out can be undone; their files are never touched. */
export const useAdActions = () => {
  const { transport } = useApi();
  return useMemo(() => {
    const { call } = transport;
    const restore = async (ads: readonly AdId[]): Promise<boolean> =>
      (await ask(call, 'library.restore', { ads: [...ads] })) !== null;
    const remove = async (ads: readonly AdId[]): Promise<boolean> => {
      const removed = await ask(call, 'library.remove', { ads: [...ads] });
      if (removed === null) return false;
      leave(new Set(removed.ads));
      return true;
    };
    return {
      /** `what` names them in the way back: a file name, or how many. */
      remove: (ads: readonly AdId[], what: string) =>
        turning(
          `Removed ${what} from the library`,
          () => remove(ads),
          () => restore(ads),
        ),
      restore: (ads: readonly AdId[]) =>
        turning(
          `Brought back ${plural(ads.length, 'ad')}`,
          () => restore(ads),
          () => remove(ads),
        ),
      async again(ads: readonly AdId[], what: string): Promise<void> {
        const job = await ask(call, 'library.again', { ads: [...ads] });
        if (job) useToasts.getState().show({ tone: 'done', text: `Measuring ${what} again` });
      },
    };
  }, [transport]);
};

/** Nothing that is gone stays chosen or open. */
const leave = (gone: ReadonlySet<AdId>): void => {
  const { selected, select } = useView.getState();
  if ([...gone].some((id) => selected.has(id))) select(new Set([...selected].filter((id) => !gone.has(id))));
  const place = placeOf(window.location.hash);
  if ((place.name === 'library' || place.name === 'review') && place.ad !== null && gone.has(place.ad))
    go(library);
};
