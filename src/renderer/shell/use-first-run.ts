import { useEffect, useRef } from 'react';
import { useQuery } from '../api/api.tsx';
import { isSamplesJob } from '../api/samples.ts';
import { go, usePlace } from '../state/place.ts';

/** Until someone adds ads of their own, the window opens on the first-run screen; it can be left at any time. */
export const useFirstRun = (): void => {
  const place = usePlace();
  const jobs = useQuery('jobs.list', { limit: 50 }).data?.jobs;
  const settings = useQuery('settings.get', {}).data;
  const decided = useRef(false);
  useEffect(() => {
    if (decided.current || !jobs || !settings) return;
    decided.current = true;
    const untouched = settings.recent_folders.length === 0 && jobs.every(isSamplesJob);
    if (untouched && place.name === 'library' && place.ad === null) go({ name: 'welcome' });
  }, [jobs, settings, place]);
};
