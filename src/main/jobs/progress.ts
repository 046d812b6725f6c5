import type { JobId, Progress } from '../../contract/index.ts';
import type { ItemCounts } from '../ports.ts';
import { createRate } from './rate.ts';

/** At most ten a second leave this process, and the last one always does (`design.md` 4). */
const minimumGapMs = 100;

/** Counts of one running job, kept in memory and told at a bounded pace. */
export function createProgress(
  jobId: JobId,
  monotonicMs: () => number,
  tell: (jobId: JobId, progress: Progress) => void,
) {
  const rate = createRate();
  let progress: Progress = { done: 0, total: 0, failed: 0, skipped: 0, bytes: 0, eta_s: null, listed: false };
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    toldAtMs = monotonicMs();
    tell(jobId, progress);
  };
  const changed = (): void => {
    const wait = toldAtMs + minimumGapMs - monotonicMs();
    if (wait <= 0) send();
    else timer ??= setTimeout(send, wait);
  };

  return {
    /** Takes the truth of the store: at the start, and when a batch has been listed. */
    set(counts: ItemCounts, listed: boolean): void {
      const done = counts.analyzed + counts.reused;
      progress = {
        done,
        total: done + counts.failed + counts.queued,
        failed: counts.failed,
        skipped: counts.skipped,
        bytes: counts.bytes,
        eta_s: progress.eta_s,
        listed,
      };
      changed();
    },
    ended(kind: 'analyzed' | 'reused' | 'failed', bytes: number): void {
      rate.ended(monotonicMs());
      const done = progress.done + (kind === 'failed' ? 0 : 1);
      const failed = progress.failed + (kind === 'failed' ? 1 : 0);
      const left = Math.max(0, progress.total - done - failed);
      progress = { ...progress, done, failed, bytes: progress.bytes + bytes, eta_s: rate.secondsLeft(left) };
      changed();
    },
    /** Sends what is held back; call when the job leaves the running state. */
    flush(): Progress {
      progress = { ...progress, eta_s: null };
      send();
      return progress;
    },
  };
}

export type JobProgress = ReturnType<typeof createProgress>;
