import { useEffect, useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import type { Answer } from '../../api/cache.ts';

/** Asking starts programs and measures folders; the first rows of a window come before that. */
const AFTER_MS = 500;
let begun = false;

/** How the app is, for what stands around every screen: known a moment after the window is drawn. */
export const useHealth = (): Answer<Output<'health.doctor'>> => {
  const [ask, setAsk] = useState(begun);
  useEffect(() => {
    if (ask) return;
    const timer = setTimeout(() => {
      begun = true;
      setAsk(true);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [ask]);
  return useQuery('health.doctor', ask ? {} : null);
};
