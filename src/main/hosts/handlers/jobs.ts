import { AppError } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Jobs = Pick<Handlers, Extract<keyof Handlers, `jobs.${string}`>>;

export const jobHandlers = ({ store, runner }: Owner): Jobs => ({
  'jobs.list': async ({ limit }) => ({ jobs: await store.reader.jobs(limit) }),
  async 'jobs.get'({ job_id }) {
    const job = await store.reader.job(job_id);
    if (!job) throw new AppError('NOT_FOUND', `Job ${job_id}.`);
    return {
      job,
      failures: await store.reader.failures(job_id),
      skipped: await store.reader.skipped(job_id),
    };
  },
  'jobs.pause': ({ job_id }) => runner.pause(job_id),
  'jobs.resume': ({ job_id }) => runner.resume(job_id, false),
  'jobs.cancel': ({ job_id }) => runner.cancel(job_id),
  'jobs.retry': ({ job_id }) => runner.resume(job_id, true),
});
