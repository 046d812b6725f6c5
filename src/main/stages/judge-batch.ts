import { type JobId, Judge } from '../../contract/index.ts';
import { memberNames } from '../../contract/words.ts';
import { Later } from '../core/later.ts';
import { once } from '../core/once.ts';
import { Passing } from '../core/passing.ts';
import { JudgeError } from '../core/score/council/judge-error.ts';
import type { JudgePayload, SentBatch } from '../ports.ts';
import { type BatchPorts, type BatchSeat, nextLookMs, queueOf } from './batch-seat.ts';
import { ageMsOf, collectOpen, longestMs } from './collect-batch.ts';
import { roomAgainMs, sendRest } from './send-batch.ts';

/** When files that did not come are asked for again, where their service does not say. */
const filesAgainMs = 60_000;
/** When a judge that is not connected any more is looked for again. */
const connectedAgainMs = 600_000;

/**
 * Takes the batches of a job as far as they go: reads what is answered, sends what no job has asked yet, and throws `Later`
 * while a service is at work or rests; neither keeps the others waiting. Throws `Passing` while a judge that it has asked
 * is not connected: to end without the answers would have them paid again. Who is out of reach is tried at each look at the
 * others, and answered once nothing else is waited for. All of it but the rests stands in rows, so that any process can go
 * on. The most that the calls of a batch can cost is written down before it leaves, so the ceiling holds while it is on its
 * way. One that left and whose name never came back is looked for there by the names of its questions; only what surely
 * never arrived is sent again.
 */
export async function runBatches(
  ports: BatchPorts,
  jobId: JobId,
  payload: JudgePayload,
  seats: readonly BatchSeat[],
  signal: AbortSignal,
): Promise<readonly Judge[]> {
  const { reader, clock, restUntilMs } = ports;
  const nowMs = (): number => Date.parse(clock.now());
  const ads = once(async () => new Set((await reader.judgeItems(jobId, payload)).map(({ adId }) => adId)));
  /** What another job sent about the same ads is waited for, and asked again where it comes to nothing. */
  const concerns = async ({ jobId: sentBy, model, calls }: SentBatch, seat: BatchSeat): Promise<boolean> => {
    if (sentBy === jobId) return true;
    if (seat.off !== null || model !== seat.model) return false;
    const wanted = await ads();
    return calls.some(({ adId }) => wanted.has(adId));
  };
  const waits: number[] = [];
  /** The files do not come; what is at work is looked at all the same. */
  let outage: Passing | undefined;
  const unreached: Judge[] = [];
  for (const seat of seats) {
    const { full } = await collectOpen(ports, seat, signal);
    if (seat.off === null)
      for (const model of full) restUntilMs.set(queueOf({ ...seat, model }), nowMs() + roomAgainMs);
    try {
      const restMs = (restUntilMs.get(queueOf(seat)) ?? 0) - nowMs();
      if (restMs > 0) waits.push(restMs);
      else if (seat.off === null) await sendRest(ports, jobId, payload, seat, signal);
    } catch (error) {
      if (error instanceof Later) {
        waits.push(error.afterMs);
        restUntilMs.set(queueOf(seat), nowMs() + error.afterMs);
      } else if (error instanceof JudgeError) unreached.push(seat.judge);
      else if (error instanceof Passing) outage = error;
      else throw error;
    }
    for (const batch of await reader.openBatches(seat.judge))
      if (await concerns(batch, seat)) waits.push(nextLookMs(ageMsOf(batch, clock)));
  }
  if (waits.length > 0) {
    const waitMs = outage?.afterMs ?? Math.min(...waits, outage ? filesAgainMs : Infinity);
    // Whoever looks before that has resumed the job, and means those that nothing but their rest is waited for.
    for (const [queue, untilMs] of restUntilMs) if (untilMs <= nowMs() + waitMs) restUntilMs.delete(queue);
    throw new Later('a batch is at work, or a judge rests', waitMs);
  }
  if (outage) throw outage;
  for (const judge of Judge.options) {
    if (seats.some((seat) => seat.judge === judge)) continue;
    const unread = (await reader.openBatches(judge)).filter((batch) => batch.jobId === jobId);
    if (unread.some((batch) => ageMsOf(batch, clock) < longestMs))
      throw new Passing(
        'NOT_CONNECTED',
        `Nothing is connected that could read what ${memberNames[judge]} was asked by batch.`,
        connectedAgainMs,
      );
  }
  return unreached;
}
