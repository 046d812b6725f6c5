import { useEffect } from 'react';
import type { AdRow } from '../../../contract/index.ts';
import { loadAhead } from './clip-ahead.ts';

/** Longer than between two steps of a held key, shorter than it takes to decide. */
const REST_MS = 150;

/** Loads the first picture of the clip that the cursor rests on, once the window has nothing else to do. */
export const useClipAhead = (row: AdRow | null): void => {
  const id = row?.kind === 'video' ? row.id : null;
  useEffect(() => {
    if (id === null) return;
    let idle = 0;
    const timer = setTimeout(() => {
      idle = requestIdleCallback(() => loadAhead(id));
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(idle);
    };
  }, [id]);
};
