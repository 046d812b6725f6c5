import { AppError, type JobId } from '../../contract/index.ts';
import { Later } from '../core/later.ts';
import { Passing } from '../core/passing.ts';
import { mostTokens } from '../core/score/council/bound.ts';
import { isPassing, JudgeError, mayHaveArrived } from '../core/score/council/judge-error.ts';
import { costOf, leastWorst, maxPaidTries } from '../core/score/council/price.ts';
import { stopsJob } from '../core/stops-job.ts';
import type { BatchedCalls, CallKey, CouncilAd, JobItem, JudgeCall, JudgePayload } from '../ports.ts';
import { type BatchPorts, type BatchSeat, failedEnd, lineId, nextLookMs } from './batch-seat.ts';
import { mediaOf, questionOf, readWordsFirst, verdictKey } from './council.ts';

/** What one batch carries: enough to be worth it, little enough to be held in memory at once. */
const linesAtOnce = 40;
const bytesAtOnce = 12 * 1024 ** 2;
/** Files that are kept here meanwhile: half of the smallest cache. */
const heldAtOnce = 512 * 1024 ** 2;
const maxTries = 3;
/** What found no room in a service's queue goes next in batches that are so many times smaller, */
const smaller = 4;
/** When a service whose queue had no room for a batch is sent another; what is at work there makes some. */
export const roomAgainMs = 600_000;

/**
 * Sends what this judge has not been asked yet, as far as the ceiling goes. Throws `Later` where the service
 * takes none for now, what may pass where no file comes, and a `JudgeError` where the judge is out of reach.
 */
export async function sendRest(
  ports: BatchPorts,
  jobId: JobId,
  payload: JudgePayload,
  seat: BatchSeat,
  signal: AbortSignal,
): Promise<void> {
  const { reader, clock } = ports;
  const rates = seat.ratesAt(seat.model, clock.now());
  if (rates === null) return;
  let sent = false;
  let spent = await reader.spentMicroUsd(jobId);
  let waiting: Question[] = [];
  let bytes = 0;
  let heldBytes = 0;
  let most = linesAtOnce;
  /** Why the last files did not come: two in a row are the service, one beside others is that file. */
  let missing: Passing[] = [];
  /** Files of the questions that wait: a film is read when they are sent. */
  const held: (() => void)[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    await send(ports, seat, waiting, signal);
    sent = true;
    waiting = [];
    bytes = 0;
    heldBytes = 0;
    for (const release of held.splice(0)) release();
  };
  // One queue holds what all runs send.
  const atWork = (await reader.openBatches(seat.judge)).filter(
    ({ isLeft, model }) => !isLeft && model === seat.model,
  );
  let isFull = false;
  try {
    for (const item of await reader.judgeItems(jobId, payload)) {
      signal.throwIfAborted();
      const ad = item.adId === null ? null : await reader.councilAd(item.adId);
      const before = ad && (await toAsk(ports, jobId, ad, seat));
      if (!ad || !before) continue;
      // No file is fetched and taken apart for a question that cannot be paid.
      if (spent + leastWorst(rates, seat.limits.maxOutputTokens) > payload.ceilingMicroUsd) break;
      if (before.problem === 'rate_limit') {
        // and one at a time.
        isFull = atWork.length > 0 || sent;
        if (isFull) break;
        most = Math.min(most, Math.ceil(before.lines / smaller));
      }
      const question = await prepared(ports, seat, ad, item, held, signal);
      if (question instanceof Passing) {
        missing.push(question);
        if (missing.length > 1) break;
        continue;
      }
      if (!question) continue;
      missing = [];
      const worst = costOf(rates, mostTokens(question.size));
      if (spent + worst > payload.ceilingMicroUsd) continue;
      spent += worst;
      waiting.push({ key: { ...verdictKey(ad.id, seat), jobId }, call: question.call, worst });
      bytes += question.call.frames.reduce((sum, { jpeg }) => sum + jpeg.byteLength, 0);
      heldBytes += item.stamp.size;
      // Who was out of reach is asked one first: to take many apart may be for nothing.
      const knocks = before.problem === 'offline' && !sent;
      if (knocks || waiting.length >= most || bytes >= bytesAtOnce || heldBytes >= heldAtOnce) await flush();
    }
    await flush();
    if (isFull && !sent && !atWork.some((batch) => batch.jobId === jobId))
      throw new Later('another run fills the queue', roomAgainMs);
    const [first] = missing;
    if (first && !sent && missing.length > (spent > 0 ? 1 : 0)) throw first;
  } finally {
    for (const release of held) release();
  }
}

/** Null when something is wrong with this file, which is told when the ad's own turn comes; else what may pass. */
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
    await readWordsFirst(ports, item, signal);
    const read = (await ports.reader.councilAd(ad.id)) ?? ad;
    return await questionOf(read, seat, mediaOf(ports, read, item, signal));
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError) || stopsJob.includes(error.code)) throw error;
    return error instanceof Passing ? error : null;
  }
}

interface Question {
  readonly key: CallKey;
  readonly call: JudgeCall;
  readonly worst: number;
}

/** What came of it in this job before; null where it is not to be asked. */
async function toAsk(
  { reader }: BatchPorts,
  jobId: JobId,
  ad: CouncilAd,
  seat: BatchSeat,
): Promise<BatchedCalls | null> {
  const key = verdictKey(ad.id, seat);
  if ((await reader.ballot(key)) || (await reader.isUnderWay(key))) return null;
  const before = await reader.batchedCalls(jobId, key);
  const tried = before.failed >= maxTries || before.paid >= maxPaidTries;
  return !tried && (before.problem === null || isPassing(before.problem)) ? before : null;
}

async function send(
  { writer, clock }: BatchPorts,
  seat: BatchSeat,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<void> {
  const calls = questions.map(({ key, worst }) => ({ key, worstMicroUsd: worst }));
  const { batchId, callIds } = await writer.beginBatch(calls, clock.now());
  let failure: JudgeError | undefined;
  try {
    const lines = questions.map(({ key, call }, at) => ({
      id: lineId(key.jobId, callIds[at] as number),
      call,
    }));
    const { batch, refused } = await seat.batches.send(seat.model, lines, signal);
    if (batch !== null) await writer.nameBatch(batchId, batch);
    for (const { id, error } of refused) {
      const callId = callIds[lines.findIndex((line) => line.id === id)] as number;
      await writer.endCall(callId, failedEnd(null, error, 0), null, clock.now());
    }
    if (batch !== null) return;
    failure = refused.find(({ error }) => isPassing(error.problem))?.error;
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    if (mayHaveArrived(error)) throw laterFor(error);
    // It never arrived, and costs nothing.
    for (const id of callIds) await writer.endCall(id, failedEnd(null, error, 0), null, clock.now());
    failure = error;
  }
  await writer.endBatch(batchId);
  // Nothing is at work that would have this looked at again.
  if (failure && isPassing(failure.problem))
    throw failure.problem === 'offline' ? failure : laterFor(failure);
}

/** A service that says no time has room again no sooner than a queue has. */
const laterFor = ({ problem, message, retryAfterMs }: JudgeError): Later =>
  new Later(message, retryAfterMs ?? (problem === 'rate_limit' ? roomAgainMs : nextLookMs(0)));
