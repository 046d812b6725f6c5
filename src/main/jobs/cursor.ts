import type { JobId } from '../../contract/index.ts';
import type { JobItem, Reader } from '../ports.ts';

/** Items read at a time. */
const readAhead = 64;

/** Hands out the queued items of one run, each once, in order; null when there is none yet. */
export function createCursor(reader: Pick<Reader, 'queuedItems'>, jobId: JobId) {
  let ahead: JobItem[] = [];
  let lastSeq = 0;
  let reading: Promise<void> | undefined;
  const readOn = async (): Promise<void> => {
    ahead = await reader.queuedItems(jobId, lastSeq, readAhead);
    lastSeq = ahead.at(-1)?.seq ?? lastSeq;
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
