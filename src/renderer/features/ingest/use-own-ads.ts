import { useQuery } from '../../api/api.tsx';
import { isSamplesJob } from '../../api/samples.ts';

/**
 * Whether ads of one's own were added. A drive, an account and single files are no folder, and folders can be forgotten:
 * their jobs tell of them.
 */
export const useOwnAds = (): boolean => {
  const folders = useQuery('settings.get', {}).data?.recent_folders ?? [];
  const jobs = useQuery('jobs.list', { kinds: ['analyze'], limit: 500 }).data?.jobs ?? [];
  return folders.length > 0 || !jobs.every(isSamplesJob);
};
