import type { Job, JobId, JobKind } from '../../contract/index.ts';
import type { Log } from '../ports.ts';

/** A service that does not answer keeps nobody from closing the app. */
const closingMs = 2000;

type CalledOff = { calledOff?(jobId: JobId): Promise<void> };

/** What jobs began elsewhere is called off there: that goes on after a stop, and a closing waits for it, though not for long. */
export function createCallingOff(work: Readonly<Partial<Record<JobKind, CalledOff>>>, log: Log) {
  const underWay = new Set<Promise<void>>();
  return {
    begin({ id: jobId, kind }: Job): void {
      const called = Promise.resolve(work[kind]?.calledOff?.(jobId))
        .catch((error: unknown) => log.warn({ error, jobId }, 'not called off'))
        .finally(() => underWay.delete(called));
      underWay.add(called);
    },
    async close(): Promise<void> {
      const patience = new Promise((resolve) => setTimeout(resolve, closingMs).unref());
      await Promise.race([Promise.all(underWay), patience]);
    },
  };
}
