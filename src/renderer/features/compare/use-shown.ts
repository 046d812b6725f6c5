import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Ad, AdId } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';

/** Whole ads, once all of them are here; the list is the same object until one of them changes. */
export const useShown = (ids: readonly AdId[]): readonly Ad[] | null => {
  const { cache } = useApi();
  const key = ids.join();
  const last = useRef<readonly Ad[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ids
  const watch = useCallback(
    (onChange: () => void) => {
      const stops = ids.map((ad) => cache.watch('score.show', { ad }, onChange));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [cache, key],
  );
  return useSyncExternalStore(watch, () => {
    const ads = ids.flatMap((ad) => cache.read('score.show', { ad }).data ?? []);
    if (ads.length < ids.length) return null;
    const same = last.current?.length === ads.length && ads.every((ad, at) => ad === last.current?.[at]);
    if (!same) last.current = ads;
    return last.current;
  });
};
