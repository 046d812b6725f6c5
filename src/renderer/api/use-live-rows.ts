import { useEffect } from 'react';
import type { Input, Output } from '../../contract/index.ts';
import { useApi, useQuery } from './api.tsx';
import { type Answer, QueryCache } from './cache.ts';

/** A running job tells of new ads several times a second; a glance at the top of the list needs less. */
const EVERY_MS = 1000;

/** The first rows of a view, read again while ads come in. The grid has its own way, which keeps rows still. */
export const useLiveRows = (input: Input<'score.rows'>): Answer<Output<'score.rows'>> => {
  const { cache, live } = useApi();
  const key = QueryCache.key('score.rows', input);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      clearTimeout(timer);
      timer = undefined;
      cache.invalidate((id, other) => QueryCache.key(id, other) === key);
    };
    const stops = [
      live.onAds(() => {
        timer ??= setTimeout(read, EVERY_MS);
      }),
      live.onChange(read),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [cache, live, key]);
  return useQuery('score.rows', input);
};
