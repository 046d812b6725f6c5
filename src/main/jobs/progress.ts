import type { JobId, Progress } from '../../contract/index.ts';
import type { Added, ItemCounts, ItemEnd } from '../ports.ts';
import { createRate } from './rate.ts';

/** At most ten a second leave this process, and the last one always does (`design.md` 4). */
const minimumGapMs = 100;

const totalOf = (counts: ItemCounts): number =>
  counts.queued + counts.analyzed + counts.reused + counts.failed;

/**
 * Counts of one running job, kept in memory and told at a bounded pace. While it runs, all is counted here: a count that
 * was read a moment ago would lead the numbers backwards, and in a large folder each costs as much as a batch.
 */
export function createProgress(
  jobId: JobId,
  monotonicMs: () => number,
  tell: (jobId: JobId, progress: Progress) => void,
) {
  const rate = createRate();
  let progress: Progress = { done: 0, total: 0, failed: 0, skipped: 0, bytes: 0, eta_s: null, listed: false };
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let hasMoved = false;

  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    toldAtMs = monotonicMs();
    tell(jobId, progress);
  };
  const change = (next: Partial<Progress>): void => {
    if (closed) return;
    progress = { ...progress, ...next };
    const wait = toldAtMs + minimumGapMs - monotonicMs();
    if (wait <= 0) send();
    else timer ??= setTimeout(send, wait);
  };
  const truth = (counts: ItemCounts, listed: boolean): Partial<Progress> => ({
    done: counts.analyzed + counts.reused + counts.failed,
    total: totalOf(counts),
    failed: counts.failed,
    skipped: counts.skipped,
    bytes: counts.bytes,
    listed,
  });

  return {
    /** Takes everything from the store; only before the first item is taken up. */
    start(counts: ItemCounts, listed: boolean): void {
      change(truth(counts, listed));
    },
    /** A batch was listed, of whose files some had not changed. */
    listed(
      { files = 0, failed = 0, bytes = 0, total = 0, skipped = 0 }: Partial<Added>,
      complete: boolean,
    ): void {
      change({
        done: progress.done + files,
        failed: progress.failed + failed,
        bytes: progress.bytes + bytes,
        total: progress.total + total,
        skipped: progress.skipped + skipped,
        listed: complete,
      });
    },
    ended(kind: ItemEnd['kind'], bytes: number): void {
      rate.ended(monotonicMs());
      hasMoved ||= kind !== 'failed';
      const done = progress.done + 1;
      const failed = progress.failed + (kind === 'failed' ? 1 : 0);
      const total = Math.max(progress.total, done);
      const eta_s = rate.secondsLeft(total - done);
      change({ done, failed, total, bytes: progress.bytes + bytes, eta_s });
    },
    /** An item of this run has come to a good end. */
    hasMoved: () => hasMoved,
    hasEnded: () => closed,
    /** The truth of the store when the job leaves the running state; nothing is told after it. */
    end(counts: ItemCounts, listed: boolean): Progress {
      clearTimeout(timer);
      closed = true;
      progress = { ...progress, ...truth(counts, listed), eta_s: null };
      return progress;
    },
  };
}

export type JobProgress = ReturnType<typeof createProgress>;
