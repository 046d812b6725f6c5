import type { Job } from '../../contract/index.ts';
import type { AnalyzePayload } from '../ports.ts';
import type { Owner } from './owner.ts';

/** An unfinished job over the same paths is gone on with: asking twice never measures twice. */
export async function startAnalysis(
  { store, runner, clock }: Pick<Owner, 'store' | 'runner' | 'clock'>,
  title: string,
  payload: AnalyzePayload,
): Promise<Job> {
  for (const job of await store.reader.unfinishedJobs()) {
    if (job.kind !== 'analyze') continue;
    if (JSON.stringify(await store.reader.payload(job.id)) !== JSON.stringify(payload)) continue;
    return job.state === 'waiting' ? runner.resume(job.id, false) : job;
  }
  const job = await store.writer.createJob(title, payload, 'queued', clock.now());
  runner.enqueue(job);
  return job;
}
