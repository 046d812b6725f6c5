import { useEffect, useRef } from 'react';
import type { Job } from '../../contract/index.ts';
import { useApi, useQuery } from '../api/api.tsx';
import { count } from '../format/number.ts';
import { addNotice } from '../state/notices.ts';
import { go } from '../state/place.ts';

const ended: ReadonlySet<Job['state']> = new Set(['done', 'failed', 'cancelled']);

const textOf = ({ title, state, progress }: Job): string => {
  const failed = progress.failed > 0 ? `, ${count(progress.failed)} failed` : '';
  return `${title}: ${state}, ${count(progress.done)} of ${count(progress.total)}${failed}`;
};

/** Each job that ends while the window is open leaves a notice, and so does what a planned refresh brought. */
export const useJobNotices = (): void => {
  const { live } = useApi();
  useEffect(
    () =>
      live.onDigest((text) =>
        addNotice({
          tone: 'done',
          text: `Results from Meta: ${text}`,
          action: { label: 'Open', run: () => go({ name: 'today' }) },
        }),
      ),
    [live],
  );
  const jobs = useQuery('jobs.list', { limit: 50 }).data?.jobs;
  const seen = useRef<Map<string, Job['state']> | null>(null);
  useEffect(() => {
    if (!jobs) return;
    for (const job of jobs) {
      const before = seen.current?.get(job.id);
      // What had ended when the window was opened is no news; what began and ended in between is.
      const isNews = seen.current !== null && ended.has(job.state) && (!before || !ended.has(before));
      if (isNews)
        addNotice({
          tone: job.state === 'failed' || job.progress.failed > 0 ? 'error' : 'done',
          text: textOf(job),
          next: job.error?.message,
          action: { label: 'Open', run: () => go({ name: 'job', id: job.id }) },
        });
    }
    seen.current = new Map(jobs.map(({ id, state }) => [id, state]));
  }, [jobs]);
};
