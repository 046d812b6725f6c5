import { AppError, type JobId } from '../../../contract/index.ts';
import type { Runner } from '../../jobs/runner.ts';
import { refuseIfStopped } from '../../stages/approve.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Jobs = Pick<Handlers, Extract<keyof Handlers, `jobs.${string}`>>;

export function jobHandlers({ store, runner, judging, refreshing }: Owner): Jobs {
  async function runnerOf(jobId: JobId): Promise<Runner> {
    const kind = (await store.reader.job(jobId))?.kind;
    return kind === 'judge' ? judging : kind === 'refresh' ? refreshing : runner;
  }
  /** It would only stand still again, with the same words and after everybody had seen it go. */
  async function resumed(jobId: JobId, retryFailed: boolean) {
    const own = await runnerOf(jobId);
    if (own === judging) await refuseIfStopped(store.reader);
    return own.resume(jobId, retryFailed);
  }
  return {
    'jobs.list': async (wanted) => ({ jobs: await store.reader.jobs(wanted) }),
    async 'jobs.get'({ job_id }) {
      const job = await store.reader.job(job_id);
      if (!job) throw new AppError('NOT_FOUND', `Job ${job_id}.`);
      return {
        job,
        failures: await store.reader.failures(job_id),
        skipped: await store.reader.skipped(job_id),
      };
    },
    'jobs.pause': async ({ job_id }) => (await runnerOf(job_id)).pause(job_id),
    'jobs.resume': ({ job_id }) => resumed(job_id, false),
    'jobs.cancel': async ({ job_id }) => (await runnerOf(job_id)).cancel(job_id),
    'jobs.retry': ({ job_id }) => resumed(job_id, true),
  };
}
