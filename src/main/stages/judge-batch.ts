import type { JobId } from '../../contract/index.ts';
import { Later } from '../core/later.ts';
import { Passing } from '../core/passing.ts';
import type { JudgePayload } from '../ports.ts';
import { type BatchPorts, type BatchSeat, nextLookMs } from './batch-seat.ts';
import { collectBatch } from './collect-batch.ts';
import { sendRest } from './send-batch.ts';

/**
 * Takes the batches of a job as far as they go: reads what is answered, sends what is not asked yet, and throws `Later`
 * while a service is at work. All of it stands in rows, so that any process can go on. The most that the calls of a
 * batch can cost is written down before it leaves, so the ceiling holds while it is on its way. One that left and whose
 * name never came back is looked for there by the names of its questions; only what surely never arrived is sent again.
 */
export async function runBatches(
  ports: BatchPorts,
  jobId: JobId,
  payload: JudgePayload,
  seats: readonly BatchSeat[],
  signal: AbortSignal,
): Promise<void> {
  const looks: number[] = [];
  /** The files do not come; what is at work is looked at all the same. */
  let outage: Passing | undefined;
  for (const seat of seats) {
    for (const batch of await ports.reader.openBatches(jobId, seat.judge)) {
      const ageMs = Date.parse(ports.clock.now()) - Date.parse(batch.sentAt);
      const over = await collectBatch(ports, jobId, seat, batch, ageMs, signal);
      if (!over) looks.push(nextLookMs(ageMs));
    }
    try {
      if (await sendRest(ports, jobId, payload, seat, signal)) looks.push(nextLookMs(0));
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      outage = error;
    }
  }
  if (looks.length > 0)
    throw new Later('a batch is at work', Math.max(Math.min(...looks), outage?.afterMs ?? 0));
  if (outage) throw outage;
}
