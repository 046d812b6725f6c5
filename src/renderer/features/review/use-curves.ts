import { useEffect, useState } from 'react';
import type { Ad, AdId, Curves } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';

/** Motion and loudness of a film, once they have arrived; its picture does not wait for them. */
export const useCurves = (ad: Ad | null): Curves | null => {
  const { transport } = useApi();
  const [found, setFound] = useState<{ id: AdId; curves: Curves | null } | null>(null);
  const film = ad?.kind === 'video' ? ad.id : null;
  useEffect(() => {
    if (film === null) return;
    let current = true;
    transport.call('review.curves', { ad: film }).then(
      (result) => current && result.ok && setFound({ id: film, curves: result.value.curves }),
      // The lanes of these two stay away; what keeps the host from answering is told by everything else.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [transport, film]);
  return found?.id === film ? found.curves : null;
};
