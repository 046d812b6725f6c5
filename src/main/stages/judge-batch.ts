import type { JobId } from '../../contract/index.ts';
import { Later } from '../core/later.ts';
import { Passing } from '../core/passing.ts';
import type { JudgePayload, SentBatch } from '../ports.ts';
import { type BatchPorts, type BatchSeat, nextLookMs } from './batch-seat.ts';
import { collectBatch } from './collect-batch.ts';
import { sendRest } from './send-batch.ts';

/** When files that did not come are asked for again, where their service does not say. */
const filesAgainMs = 60_000;

/**
 * Takes the batches of a job as far as they go: reads what is answered, sends what is not asked yet, and throws `Later`
 * while a service is at work or rests; neither keeps the others waiting. All of it but the rests stands in rows, so that any
 * process can go on. The most that the calls of a batch can cost is written down before it leaves, so the ceiling holds
 * while it is on its way. One that left and whose name never came back is looked for there by the names of its questions;
 * only what surely never arrived is sent again.
 */
export async function runBatches(
  ports: BatchPorts,
  jobId: JobId,
  payload: JudgePayload,
  seats: readonly BatchSeat[],
  signal: AbortSignal,
): Promise<void> {
  const { reader, clock, restUntilMs } = ports;
  const nowMs = (): number => Date.parse(clock.now());
  const waits: number[] = [];
  /** The files do not come; what is at work is looked at all the same. */
  let outage: Passing | undefined;
  for (const seat of seats) {
    const atWork = () => reader.openBatches(jobId, seat.judge);
    const ageMs = ({ sentAt }: SentBatch): number => nowMs() - Date.parse(sentAt);
    for (const batch of await atWork()) await collectBatch(ports, jobId, seat, batch, ageMs(batch), signal);
    try {
      const restMs = (restUntilMs.get(seat.judge) ?? 0) - nowMs();
      if (restMs > 0) waits.push(restMs);
      else await sendRest(ports, jobId, payload, seat, signal);
    } catch (error) {
      if (error instanceof Later) {
        waits.push(error.afterMs);
        restUntilMs.set(seat.judge, nowMs() + error.afterMs);
      } else if (error instanceof Passing) outage = error;
      else throw error;
    }
    for (const batch of await atWork()) waits.push(nextLookMs(ageMs(batch)));
  }
  if (waits.length > 0) {
    const waitMs = outage?.afterMs ?? Math.min(...waits, outage ? filesAgainMs : Infinity);
    // Whoever looks before that has resumed the job, and means those that nothing but their rest is waited for.
    for (const [judge, untilMs] of restUntilMs) if (untilMs <= nowMs() + waitMs) restUntilMs.delete(judge);
    throw new Later('a batch is at work, or a judge rests', waitMs);
  }
  if (outage) throw outage;
}
