import { AppError, type Job, type JobId } from '../../contract/index.ts';
import { waitedFor } from '../core/stops-job.ts';
import type { Clock, Log, Reader } from '../ports.ts';
import { whenItIs } from './rest.ts';
import { whenSpaceIsFree } from './space.ts';

/** Jobs that wait for disk space, for another program to leave the library, or for their time. */
export function createWaiting(
  reader: Reader,
  clock: Clock,
  log: Log,
  /** Resolves once the job's last run is over to its end: what comes to that end may take longer than the wait. */
  itsRun: (jobId: JobId) => Promise<unknown>,
) {
  const waiting = new Map<JobId, { stop(): void }>();
  let closed = false;

  /** Has it `goOn` when its wait is over, and wait again where it still cannot. */
  function add(job: Pick<Job, 'id' | 'resumes_at'>, goOn: () => Promise<unknown>): void {
    if (closed) return;
    const { id: jobId, resumes_at } = job;
    const over = async (): Promise<void> => {
      await itsRun(jobId);
      if (waiting.get(jobId) !== wait) return;
      waiting.delete(jobId);
      await goOn().catch((error: unknown) => {
        log.warn({ error, jobId }, 'not resumed');
        // Its time is over: asked for by that, it would try again without a pause.
        if (error instanceof AppError && waitedFor.includes(error.code))
          add({ ...job, resumes_at: null }, goOn);
      });
    };
    const begin = (): void => void over();
    const wait = resumes_at ? whenItIs(resumes_at, clock, begin) : whenSpaceIsFree(reader, begin);
    waiting.set(jobId, wait);
  }

  function remove(jobId: JobId): void {
    waiting.get(jobId)?.stop();
    waiting.delete(jobId);
  }

  return {
    add,
    remove,
    ids: (): JobId[] => [...waiting.keys()],
    close(): void {
      closed = true;
      for (const jobId of [...waiting.keys()]) remove(jobId);
    },
  };
}
