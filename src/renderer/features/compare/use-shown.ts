import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Ad, AdId, Failure } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';

interface Shown {
  /** Null until all of them are here; the same object until one of them changes. */
  readonly ads: readonly Ad[] | null;
  /** Of the first that could not be read. */
  readonly error: Failure | undefined;
}

/** Whole ads. */
export const useShown = (ids: readonly AdId[]): Shown => {
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
  const error = useSyncExternalStore(watch, () =>
    ids.map((ad) => cache.read('score.show', { ad }).error).find((one) => one !== undefined),
  );
  const ads = useSyncExternalStore(watch, () => {
    const here = ids.flatMap((ad) => cache.read('score.show', { ad }).data ?? []);
    if (here.length < ids.length) return null;
    const same = last.current?.length === here.length && here.every((ad, at) => ad === last.current?.[at]);
    if (!same) last.current = here;
    return last.current;
  });
  return { ads, error };
};
