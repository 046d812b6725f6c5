import { useRef } from 'react';
import type { Job } from '../../../contract/index.ts';
import { createRate, type Rate } from '../../api/rate.ts';

/** Files per second over the last while, as the events of the job tell it. */
export const useJobRate = (job: Job | undefined): number | null => {
  const kept = useRef<{ id: string; rate: Rate; done: number } | null>(null);
  if (job?.state !== 'running') {
    kept.current = null;
    return null;
  }
  if (kept.current?.id !== job.id) kept.current = { id: job.id, rate: createRate(), done: -1 };
  if (kept.current.done !== job.progress.done) {
    kept.current.done = job.progress.done;
    kept.current.rate.add(performance.now(), job.progress.done);
  }
  return kept.current.rate.perSecond();
};
