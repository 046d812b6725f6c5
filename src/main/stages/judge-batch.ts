import { AppError, type JobId } from '../../contract/index.ts';
import { Later } from '../core/later.ts';
import type { Ballot } from '../core/score/council/aggregate.ts';
import { mostTokens } from '../core/score/council/bound.ts';
import { isPassing, JudgeError, mayHaveArrived } from '../core/score/council/judge-error.ts';
import { costOf, maxPaidTries, paidCost, type Rates } from '../core/score/council/price.ts';
import { readReply } from '../core/score/council/read-reply.ts';
import { stopsJob } from '../core/stops-job.ts';
import type {
  BatchAnswer,
  CallEnd,
  CallKey,
  CouncilAd,
  JobItem,
  JudgeBatches,
  JudgeCall,
  JudgePayload,
  JudgePort,
  SentBatch,
} from '../ports.ts';
import { answered, usageOf } from './ask-judge.ts';
import { type CouncilPorts, mediaOf, questionOf, sawOf, verdictKey } from './council.ts';

/** A judge that is asked by batch. */
export interface BatchSeat {
  readonly judge: JudgePort['judge'];
  readonly model: string;
  readonly seesVideo: boolean;
  readonly batches: JudgeBatches;
  /** At the price of a batch; null when it is not known. */
  readonly rates: Rates | null;
  readonly limits: { readonly schemaBytes: number; readonly maxOutputTokens: number };
}

/** What one batch carries: enough to be worth it, little enough to be held in memory at once. */
const linesAtOnce = 40;
const bytesAtOnce = 12 * 1024 ** 2;
const maxTries = 3;
/** By then a batch that arrived is listed there. */
const listedByMs = 5 * 60_000;
/** A batch that is not over by then has run out, whatever the service says. */
const longestMs = 48 * 3_600_000;

/** A third of a batch's age: soon at first, and every ten minutes once it takes hours. */
export const nextLookMs = (ageMs: number): number => Math.min(600_000, Math.max(15_000, ageMs / 3));

export interface BatchPorts extends CouncilPorts {
  /** Brings the file to where it is read; it stays until what this answers is called. */
  fetch(item: JobItem, signal: AbortSignal): Promise<() => void>;
}

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
  for (const seat of seats) {
    for (const batch of await ports.reader.openBatches(jobId, seat.judge)) {
      const ageMs = Date.parse(ports.clock.now()) - Date.parse(batch.sentAt);
      const over = await collect(ports, jobId, seat, batch, ageMs, signal);
      if (!over) looks.push(nextLookMs(ageMs));
    }
    if (await sendRest(ports, jobId, payload, seat, signal)) looks.push(nextLookMs(0));
  }
  if (looks.length > 0) throw new Later('a batch is at work', Math.min(...looks));
}

/** No other question has it, from whichever library. */
const lineId = (jobId: JobId, callId: number): string => `${jobId}-${callId}`;

/** False while the service is at work on it. */
async function collect(
  ports: BatchPorts,
  jobId: JobId,
  seat: BatchSeat,
  batch: SentBatch,
  ageMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { reader, writer, clock } = ports;
  const open = batch.calls.length > 0;
  const place = batch.remoteId ?? (open ? await placeOf(ports, jobId, seat, batch, ageMs, signal) : null);
  if (open) {
    if (place === null) return false;
    const lines =
      place instanceof JudgeError
        ? { answers: [], otherwise: place }
        : await linesOf(seat, place, ageMs, signal);
    if (lines === null) return false;
    const byId = new Map(lines.answers.map((line) => [line.id, line]));
    for (const { id, adId, worstMicroUsd } of batch.calls) {
      const ad = await reader.councilAd(adId);
      const line = byId.get(lineId(jobId, id)) ?? { error: lines.otherwise };
      const { end, kept } = endOf(seat, ad, line, worstMicroUsd);
      const key = { ...verdictKey(adId, seat), jobId };
      await writer.endCall(id, end, kept && { key, ballot: kept }, clock.now());
    }
  }
  // Only now: what is deleted before it is kept here would be paid for twice.
  if (typeof place === 'string') await seat.batches.forget(place, signal);
  await writer.endBatch(batch.id);
  return true;
}

/** The name there of a batch that left without one, else what became of it; null when it is to be looked for again. */
async function placeOf(
  { reader, writer }: BatchPorts,
  jobId: JobId,
  { judge, batches }: BatchSeat,
  { id: batchId, sentAt, calls }: SentBatch,
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
      return new JudgeError('offline', 'the batch never arrived');
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
  { batches }: BatchSeat,
  remoteId: string,
  ageMs: number,
  signal: AbortSignal,
): Promise<{ answers: readonly BatchAnswer[]; otherwise: JudgeError } | null> {
  let lost = ageMs >= longestMs;
  try {
    const answers = await batches.results(remoteId, signal);
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
  seat: BatchSeat,
  ad: CouncilAd | null,
  line: { readonly error: JudgeError } | BatchAnswer,
  worstMicroUsd: number,
): { readonly end: CallEnd; readonly kept: Ballot | null } {
  const failed = (error: JudgeError) => ({ end: failedEnd(seat, error, worstMicroUsd), kept: null });
  if (line.error !== null) return failed(line.error);
  const { reply, paid, requestId } = line.answer;
  const cost = paidCost(paid, seat.rates, worstMicroUsd);
  const usage = usageOf(paid);
  const end: CallEnd = { state: 'answered', costMicroUsd: cost, usage, requestId, problem: null };
  // Removed from the library meanwhile: it is paid for, and there is nothing to keep the answer with.
  if (!ad) return { end, kept: null };
  const read = readReply(reply, ad.media.duration_s);
  if (read.kind === 'off_schema') return failed(new JudgeError('off_schema', read.reason, { paid }));
  return { end, kept: answered(seat, sawOf(ad, seat.seesVideo), cost, read, reply) };
}

const failedEnd = (
  { rates }: BatchSeat,
  { problem, message, paid }: JudgeError,
  worstMicroUsd: number,
): CallEnd => ({
  state: 'failed',
  costMicroUsd: paidCost(paid, rates, worstMicroUsd),
  usage: usageOf(paid),
  requestId: null,
  problem: `${problem}: ${message}`,
});

/** True when something left. */
async function sendRest(
  ports: BatchPorts,
  jobId: JobId,
  payload: JudgePayload,
  seat: BatchSeat,
  signal: AbortSignal,
): Promise<boolean> {
  const { reader } = ports;
  const { rates } = seat;
  if (rates === null) return false;
  let sent = false;
  let spent = await reader.spentMicroUsd(jobId);
  let waiting: Question[] = [];
  let bytes = 0;
  /** Files of the questions that wait: a film is read when they are sent. */
  const held: (() => void)[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await send(ports, seat, waiting, signal);
    sent = true;
    waiting = [];
    bytes = 0;
    for (const release of held.splice(0)) release();
  };
  try {
    for (const item of await reader.judgeItems(jobId, payload)) {
      signal.throwIfAborted();
      const ad = item.adId === null ? null : await reader.councilAd(item.adId);
      if (!ad || !(await isToAsk(ports, jobId, ad, seat))) continue;
      const question = await prepared(ports, seat, ad, item, held, signal);
      if (!question) continue;
      const worst = costOf(rates, mostTokens(question.size));
      if (spent + worst > payload.ceilingMicroUsd) continue;
      spent += worst;
      waiting.push({ key: { ...verdictKey(ad.id, seat), jobId }, call: question.call, worst });
      bytes += question.call.frames.reduce((sum, { jpeg }) => sum + jpeg.byteLength, 0);
      if (waiting.length >= linesAtOnce || bytes >= bytesAtOnce) await flush();
    }
    await flush();
  } finally {
    for (const release of held) release();
  }
  return sent;
}

/** Null when something is wrong with this file: that is told when the ad's own turn comes. */
async function prepared(
  ports: BatchPorts,
  seat: BatchSeat,
  ad: CouncilAd,
  item: JobItem,
  held: (() => void)[],
  signal: AbortSignal,
) {
  try {
    held.push(await ports.fetch(item, signal));
    return await questionOf(ad, seat, mediaOf(ports, ad, item, signal));
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError) || stopsJob.includes(error.code)) throw error;
    return null;
  }
}

interface Question {
  readonly key: CallKey;
  readonly call: JudgeCall;
  readonly worst: number;
}

async function isToAsk(
  { reader }: BatchPorts,
  jobId: JobId,
  ad: CouncilAd,
  seat: BatchSeat,
): Promise<boolean> {
  const key = verdictKey(ad.id, seat);
  if (await reader.ballot(key)) return false;
  const { open, failed, paid, problem } = await reader.batchedCalls(jobId, key);
  const tried = failed >= maxTries || paid >= maxPaidTries;
  return !open && !tried && (problem === null || isPassing(problem));
}

async function send(
  { writer, clock }: BatchPorts,
  seat: BatchSeat,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<void> {
  const calls = questions.map(({ key, worst }) => ({ key, worstMicroUsd: worst }));
  const { batchId, callIds } = await writer.beginBatch(calls, clock.now());
  try {
    const lines = questions.map(({ key, call }, at) => ({
      id: lineId(key.jobId, callIds[at] as number),
      call,
    }));
    await writer.nameBatch(batchId, await seat.batches.send(seat.model, lines, signal));
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    const later = new Later(error.message, error.retryAfterMs ?? nextLookMs(0));
    if (mayHaveArrived(error)) throw later;
    for (const [at, { worst }] of questions.entries())
      await writer.endCall(callIds[at] as number, failedEnd(seat, error, worst), null, clock.now());
    await writer.endBatch(batchId);
    if (isPassing(error.problem)) throw later;
  }
}
