import type { CouncilReader, SentBatch } from '../ports.ts';
import type { BatchSeat } from './batch-seat.ts';

/**
 * Has the services leave what they have not answered of these batches, all services at once: one that hangs keeps none from
 * being told. What they have answered is paid for, and is read by the job should it go on, else by another. Answers what
 * could not be told to them.
 */
export async function cancelBatches(
  reader: Pick<CouncilReader, 'openBatches'>,
  seats: readonly BatchSeat[],
  isMeant: (batch: SentBatch, seat: BatchSeat) => boolean,
  signal: AbortSignal,
): Promise<unknown[]> {
  const untold: unknown[] = [];
  const tell = async (seat: BatchSeat): Promise<void> => {
    for (const batch of await reader.openBatches(seat.judge)) {
      // Of one that left and whose name never came back nobody can say anything there.
      if (batch.remoteId === null || !isMeant(batch, seat)) continue;
      await seat.batches.cancel(batch.remoteId, signal).catch((error: unknown) => untold.push(error));
    }
  };
  await Promise.all(seats.map(tell));
  return untold;
}
