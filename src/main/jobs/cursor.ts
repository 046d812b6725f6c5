import type { JobId } from '../../contract/index.ts';
import type { JobItem, Reader } from '../ports.ts';

/** Items read at a time. */
const readAhead = 64;

/**
 * Hands out the queued items of one run, each once, in order; null when there is none yet. The smallest of the first
 * ones leads, so that a person sees a result while a long film is still being decoded.
 */
export function createCursor(reader: Pick<Reader, 'queuedItems'>, jobId: JobId) {
  let ahead: JobItem[] = [];
  let lastSeq = 0;
  let started = false;
  let reading: Promise<void> | undefined;
  const readOn = async (): Promise<void> => {
    ahead = await reader.queuedItems(jobId, lastSeq, readAhead);
    lastSeq = ahead.at(-1)?.seq ?? lastSeq;
    if (!started) ahead = withSmallestFirst(ahead);
    started ||= ahead.length > 0;
  };
  return async (): Promise<JobItem | null> => {
    if (ahead.length === 0) {
      reading ??= readOn().finally(() => {
        reading = undefined;
      });
      await reading;
    }
    return ahead.shift() ?? null;
  };
}

const withSmallestFirst = (items: JobItem[]): JobItem[] => {
  const smallest = items.toSorted((a, b) => a.stamp.size - b.stamp.size).slice(0, 1);
  return [...smallest, ...items.filter((item) => !smallest.includes(item))];
};
