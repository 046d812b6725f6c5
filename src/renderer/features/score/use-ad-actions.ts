import { useMemo } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { inParts } from '../../api/in-parts.ts';
import type { Transport } from '../../api/transport.ts';
import { ask, told, turning } from '../../api/turning.ts';
import { plural } from '../../format/number.ts';
import { go, library, placeOf } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { useView } from '../../state/view.ts';

/** What can be done with ads as members of the library. Taking them out can be undone; their files are never touched. */
export const adActions = (call: Transport['call']) => {
  type Members = { ads: AdId[] };
  const turn = (id: 'library.remove' | 'library.restore') => async (part: Members[]) => {
    const result = await call(id, { ads: part.flatMap(({ ads }) => ads) });
    return result.ok ? { ok: true as const, value: [result.value] } : result;
  };
  const [out, back] = [turn('library.remove'), turn('library.restore')];
  const restore = async (ads: readonly AdId[]): Promise<boolean> =>
    told(await inParts([{ ads: [...ads] }], back, out)) !== null;
  const remove = async (ads: readonly AdId[]): Promise<boolean> => {
    const removed = told(await inParts([{ ads: [...ads] }], out, back));
    if (removed === null) return false;
    leave(new Set(removed.flatMap((part) => part.ads)));
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
};

export const useAdActions = () => {
  const { transport } = useApi();
  return useMemo(() => adActions(transport.call), [transport]);
};

/** Nothing that is gone stays chosen or open. */
const leave = (gone: ReadonlySet<AdId>): void => {
  const { selected, select } = useView.getState();
  if ([...gone].some((id) => selected.has(id))) select(new Set([...selected].filter((id) => !gone.has(id))));
  const place = placeOf(window.location.hash);
  if ((place.name === 'library' || place.name === 'review') && place.ad !== null && gone.has(place.ad))
    go(library);
};
