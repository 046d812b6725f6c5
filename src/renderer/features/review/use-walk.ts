import { useEffect, useState } from 'react';
import type { AdId, AdRow } from '../../../contract/index.ts';
import type { RowPages } from '../score/row-pages.ts';

export interface Walk {
  /** Place in the view of the library; −1 while it is not known, or when the view does not hold the ad. */
  readonly index: number;
  readonly total: number;
  readonly next: AdRow | null;
  readonly previous: AdRow | null;
}

/** Where the ad stands in the view that it was opened from, and who its neighbours are. */
export const useWalk = (pages: RowPages, id: AdId): Walk => {
  const loaded = pages.indexOf(id);
  const [far, setFar] = useState<{ id: AdId; of: RowPages; index: number } | null>(null);
  useEffect(() => {
    if (loaded >= 0 || !pages.ready) return;
    let current = true;
    void pages.ids().then((ids) => current && setFar({ id, of: pages, index: ids.indexOf(id) }));
    return () => {
      current = false;
    };
  }, [pages, id, loaded]);
  const index = loaded >= 0 ? loaded : far?.id === id && far.of === pages ? far.index : -1;
  useEffect(() => {
    if (index >= 0) pages.need(index - 1, index + 1);
  }, [pages, index]);
  return {
    index,
    total: pages.total,
    next: index >= 0 && index + 1 < pages.total ? pages.row(index + 1) : null,
    previous: index > 0 ? pages.row(index - 1) : null,
  };
};
