import { AppError } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { startReading } from '../start-reading.ts';

export const measureHandlers = ({ store, runner, clock }: Owner): Pick<Handlers, 'measure.words'> => ({
  async 'measure.words'({ job_id, ads }) {
    const of = job_id === undefined ? null : await store.reader.job(job_id);
    if (job_id !== undefined && !of) throw new AppError('NOT_FOUND', `Job ${job_id}.`);
    const named = ads ? `${ads.length} ${ads.length === 1 ? 'ad' : 'ads'}` : 'all ads';
    const job = await startReading({ store, runner, clock }, `Words of ${of?.title ?? named}`, {
      job_id,
      ads,
    });
    return { job_id: job?.id ?? null };
  },
});
