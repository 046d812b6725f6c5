import type { Job, JobId } from '../../contract/index.ts';
import type { Clock, RefreshPayload } from '../ports.ts';
import type { Store } from '../store/index.ts';

/** As `learn.refresh` has it when nothing is said. */
const usual: RefreshPayload = { daysBack: 30, accounts: [] };

/**
 * Queues a refresh; one that was asked for in the same words and has not ended is that one. One that waits goes on in its
 * time: a second would run into the same limit at once, and read all of it twice.
 */
export async function startRefresh(
  {
    reader,
    writer,
    refreshing,
    clock,
  }: Pick<Store, 'reader' | 'writer'> & { refreshing: { enqueue(job: Job): void }; clock: Clock },
  payload = usual,
): Promise<JobId> {
  const going = await reader.unfinishedRefresh(payload);
  if (going) return going;
  const job = await writer.createRefreshJob(payload, clock.now());
  refreshing.enqueue(job);
  return job.id;
}
