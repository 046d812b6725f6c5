import type { Ballot } from '../core/score/council/aggregate.ts';
import { absenceOf, isLasting, JudgeError, type JudgeProblem } from '../core/score/council/judge-error.ts';
import { paidCost } from '../core/score/council/price.ts';
import { readReply } from '../core/score/council/read-reply.ts';
import type { BatchAnswer, CallEnd, Clock, CouncilAd, SentBatch } from '../ports.ts';
import { answered, usageOf } from './ask-judge.ts';
import { type BatchPorts, type BatchSeat, failedEnd, lineId } from './batch-seat.ts';
import { sawOf, verdictKey } from './council.ts';

/** By then a batch that arrived is listed there. */
const listedByMs = 5 * 60_000;
/** A batch that is not over by then has run out, whatever the service says. */
export const longestMs = 48 * 3_600_000;

type Place = Pick<BatchSeat, 'seesVideo' | 'batches' | 'ratesAt'>;
export type CollectPorts = Pick<BatchPorts, 'reader' | 'writer' | 'clock'>;

/**
 * Reads what this judge was sent by whichever job and is over, so that nobody asks for it again. A service whose look at
 * one batch is cut off by `limit` is left, to be looked at by a later run. Answers for which models it had no room: each
 * has a queue of its own.
 */
export async function collectOpen(
  ports: CollectPorts,
  seat: BatchSeat,
  signal: AbortSignal,
  limit: (signal: AbortSignal) => AbortSignal = (whole) => whole,
): Promise<{ full: ReadonlySet<string> }> {
  const full = new Set<string>();
  for (const batch of await ports.reader.openBatches(seat.judge)) {
    const look = limit(signal);
    try {
      if ((await collectBatch(ports, seat, batch, look)) === 'rate_limit') full.add(batch.model);
    } catch (error) {
      if (signal.aborted || !look.aborted) throw error;
      break;
    }
  }
  return { full };
}

export const ageMsOf = ({ sentAt }: SentBatch, clock: Clock): number =>
  Date.parse(clock.now()) - Date.parse(sentAt);

/**
 * Keeps what a batch answered, and deletes it there; nothing while the service is at work on it. Answers what became of
 * questions that it says nothing of.
 */
async function collectBatch(
  ports: CollectPorts,
  seat: Place,
  batch: SentBatch,
  signal: AbortSignal,
): Promise<JudgeProblem | null> {
  const { reader, writer, clock } = ports;
  const ageMs = ageMsOf(batch, clock);
  const open = batch.calls.length > 0;
  let otherwise: JudgeError | null = null;
  const place = batch.remoteId ?? (open ? await placeOf(ports, seat, batch, ageMs, signal) : null);
  if (open) {
    if (place === null) return null;
    const lines =
      place instanceof JudgeError
        ? { answers: [], otherwise: place }
        : await linesOf(seat, place, ageMs, signal);
    if (lines === null) return null;
    otherwise = lines.otherwise;
    const byId = new Map(lines.answers.map((line) => [line.id, line]));
    for (const { id, adId, worstMicroUsd } of batch.calls) {
      const ad = await reader.councilAd(adId);
      const line = byId.get(lineId(batch.jobId, id)) ?? { error: lines.otherwise };
      const { end, kept } = endOf(seat, batch, ad, line, worstMicroUsd);
      const key = { ...verdictKey(adId, batch), jobId: batch.jobId };
      await writer.endCall(id, end, kept && { key, ballot: kept }, clock.now());
    }
  }
  // Only now: what is deleted before it is kept here would be paid for twice.
  if (typeof place === 'string') await seat.batches.forget(place, signal);
  await writer.endBatch(batch.id);
  return otherwise?.problem ?? null;
}

/** The name there of a batch that left without one, else what became of it; null when it is to be looked for again. */
async function placeOf(
  { reader, writer }: CollectPorts,
  { batches }: Place,
  { id: batchId, jobId, judge, sentAt, calls }: SentBatch,
  ageMs: number,
  signal: AbortSignal,
): Promise<string | JudgeError | null> {
  const ids = calls.map(({ id }) => lineId(jobId, id));
  try {
    const found = await batches.find({ ids, sentAt, others: await reader.namedBatches(judge) }, signal);
    if (found.kind === 'found') {
      await writer.nameBatch(batchId, found.batch);
      return found.batch;
    }
    if (found.kind === 'absent' && ageMs >= listedByMs)
      // It left, so it may have been paid: unlike a line that is down this takes a try.
      return new JudgeError('timeout', 'the batch never arrived');
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    if (error.problem === 'model') return lostThere;
  }
  return ageMs >= longestMs ? lostThere : null;
}

/** It may be paid for there, so nobody asks again by himself. */
const lostThere = new JudgeError('lost', 'it lists no batches', { paid: { kind: 'unknown' } });

/** What a batch answered, and what is true of its other questions; null when it is to be looked at again. */
async function linesOf(
  { batches }: Place,
  remoteId: string,
  ageMs: number,
  signal: AbortSignal,
): Promise<{ answers: readonly BatchAnswer[]; otherwise: JudgeError } | null> {
  let lost = ageMs >= longestMs;
  try {
    const answers = await batches.results(remoteId, signal);
    if (answers instanceof JudgeError) return { answers: [], otherwise: answers };
    // It is over, and says nothing of these: it did not get to them, and bills none.
    if (answers !== null) return { answers, otherwise: new JudgeError('timeout', 'the batch ran out') };
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    // Whatever else is wrong may pass, and the answers still lie there.
    lost ||= error.problem === 'model';
  }
  const unknown = { paid: { kind: 'unknown' } } as const;
  return lost
    ? { answers: [], otherwise: new JudgeError('upstream', 'its answers are gone', unknown) }
    : null;
}

function endOf(
  { seesVideo, ratesAt }: Place,
  batch: SentBatch,
  ad: CouncilAd | null,
  line: { readonly error: JudgeError } | BatchAnswer,
  worstMicroUsd: number,
): { readonly end: CallEnd; readonly kept: Ballot | null } {
  const rates = ratesAt(batch.model, batch.sentAt);
  const failed = (error: JudgeError) => {
    const end = failedEnd(rates, error, worstMicroUsd);
    if (!ad || !isLasting(error.problem)) return { end, kept: null };
    const reason = absenceOf(error.problem, 1);
    const { judge, model } = batch;
    const { costMicroUsd } = end;
    const kept: Ballot = {
      judge,
      model,
      saw: sawOf(ad, seesVideo),
      costMicroUsd,
      end: { kind: 'abstained', reason },
      transcript: null,
    };
    return { end, kept };
  };
  if (line.error !== null) return failed(line.error);
  const { reply, paid, requestId, model: answeredBy } = line.answer;
  const cost = paidCost(paid, rates, worstMicroUsd);
  const usage = usageOf(paid);
  const end: CallEnd = { state: 'answered', costMicroUsd: cost, usage, requestId, answeredBy, problem: null };
  // Removed from the library meanwhile: it is paid for, and there is nothing to keep the answer with.
  if (!ad) return { end, kept: null };
  const read = readReply(reply, ad.media.duration_s);
  if (read.kind === 'off_schema') return failed(new JudgeError('off_schema', read.reason, { paid }));
  return { end, kept: answered(batch, sawOf(ad, seesVideo), cost, read, reply) };
}
