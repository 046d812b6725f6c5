import type { JobId } from '../../contract/index.ts';
import { JudgeError } from '../core/score/council/judge-error.ts';
import type { CouncilReader } from '../ports.ts';
import type { BatchSeat } from './batch-seat.ts';

/**
 * Has the services leave what they have not answered of a job's batches: whoever stopped it wants no more of it. What they
 * have answered is paid for, and is read should the job go on. Answers what could not be told to them.
 */
export async function cancelBatches(
  reader: Pick<CouncilReader, 'openBatches'>,
  jobId: JobId,
  seats: readonly BatchSeat[],
  signal: AbortSignal,
): Promise<JudgeError[]> {
  const untold: JudgeError[] = [];
  for (const { judge, batches } of seats) {
    for (const { jobId: sentBy, remoteId } of await reader.openBatches(judge)) {
      // Of one that left and whose name never came back nobody can say anything there.
      if (sentBy !== jobId || remoteId === null) continue;
      await batches.cancel(remoteId, signal).catch((error: unknown) => {
        if (!(error instanceof JudgeError)) throw error;
        untold.push(error);
      });
    }
  }
  return untold;
}
