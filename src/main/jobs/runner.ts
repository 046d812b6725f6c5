import {
  type AdId,
  AppError,
  type ErrorCode,
  type Job,
  type JobId,
  type Progress,
} from '../../contract/index.ts';
import type { AnalyzePayload, Clock, Events, ItemEnd, JobItem, Log, Reader, Writer } from '../ports.ts';
import { createProgress, type JobProgress } from './progress.ts';

/** What a kind of job does; `hosts/compose.ts` fills it with the stages. */
export interface JobWork {
  list(
    jobId: JobId,
    payload: AnalyzePayload,
    signal: AbortSignal,
    onBatch: (reused: readonly AdId[]) => void,
  ): Promise<void>;
  /** One file to its end. Throws AppError for what is wrong with the file; CANCELLED when the signal fired. */
  run(item: JobItem, payload: AnalyzePayload, memory: JobMemory, signal: AbortSignal): Promise<ItemEnd>;
  finished(job: Job): Promise<void>;
}

/** What the files of one run share. */
export interface JobMemory {
  readonly done: Set<string>;
  readonly inFlight: Map<string, Promise<unknown>>;
}

export interface RunnerOptions {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly work: JobWork;
  readonly parallel: () => number;
}

interface Running {
  readonly jobId: JobId;
  readonly abort: AbortController;
  readonly progress: JobProgress;
  /** Why it was stopped; undefined while it runs. */
  stop: 'paused' | 'cancelled' | 'closed' | undefined;
  ended: Promise<void>;
}

/** Items read at a time. */
const readAhead = 64;

/** Codes after which going on with the next file would only repeat the failure: the job waits or fails as a whole. */
const fatal: readonly ErrorCode[] = ['DISK_FULL', 'READ_ONLY', 'STORE_CORRUPT'];

/**
 * Runs one job at a time with several files at once. Everything that matters is a row: after a crash `start` goes on
 * with what is still queued.
 */
export function createRunner(options: RunnerOptions) {
  const { reader, writer, events, clock, log, work } = options;
  const queue: JobId[] = [];
  let running: Running | undefined;
  let closed = false;

  const tell = (job: Job): void => events.emit({ type: 'job', job });

  async function tellProgress(jobId: JobId, progress: Progress): Promise<void> {
    try {
      await writer.setProgress(jobId, progress);
      const job = await reader.job(jobId);
      if (job) tell(job);
    } catch (error) {
      log.warn({ error, jobId }, 'progress could not be stored');
    }
  }

  function pump(): void {
    if (running || closed) return;
    const jobId = queue.shift();
    if (!jobId) return;
    const current: Running = {
      jobId,
      abort: new AbortController(),
      progress: createProgress(
        jobId,
        () => clock.monotonicMs(),
        (id, progress) => void tellProgress(id, progress),
      ),
      stop: undefined,
      ended: Promise.resolve(),
    };
    running = current;
    current.ended = runJob(current)
      .catch((error: unknown) => log.error({ error, jobId }, 'job ended with an error'))
      .finally(() => {
        running = undefined;
        pump();
      });
  }

  async function runJob(current: Running): Promise<void> {
    const { jobId, abort, progress } = current;
    tell(await writer.setJobState(jobId, 'running', clock.now()));
    let failure: { code: ErrorCode; detail: string } | undefined;
    try {
      await runItems(current);
    } catch (error) {
      failure = error instanceof AppError ? { code: error.code, detail: error.detail } : undefined;
      if (!failure) {
        log.error({ error, jobId }, 'job failed');
        failure = { code: 'INTERNAL', detail: 'The log has the cause.' };
      }
      abort.abort();
    }
    progress.set(await reader.counts(jobId), await reader.isListed(jobId));
    await writer.setProgress(jobId, progress.flush());
    // A closing process leaves the row as it is, so that the next owner goes on with it.
    if (current.stop === 'closed') return;
    const state = current.stop ?? (failure ? (failure.code === 'DISK_FULL' ? 'waiting' : 'failed') : 'done');
    const job = await writer.setJobState(jobId, state, clock.now(), current.stop ? undefined : failure);
    await work.finished(job);
    tell(job);
  }

  async function runItems(current: Running): Promise<void> {
    const { jobId, abort, progress } = current;
    const payload = await reader.payload(jobId);
    const memory: JobMemory = { done: new Set(), inFlight: new Map() };
    let listed = await reader.isListed(jobId);
    let wake = Promise.withResolvers<void>();
    const ring = (): void => {
      wake.resolve();
      wake = Promise.withResolvers<void>();
    };
    abort.signal.addEventListener('abort', ring, { once: true });

    const listing = async (): Promise<void> => {
      if (listed) return;
      const refresh = (): void => {
        ring();
        void reader.counts(jobId).then((counts) => progress.set(counts, listed));
      };
      try {
        await work.list(jobId, payload, abort.signal, (reused) => {
          for (const adId of reused) memory.done.add(adId);
          if (reused.length > 0) events.emit({ type: 'ads', job_id: jobId, ids: [...reused] });
          refresh();
        });
      } finally {
        listed = true;
        refresh();
      }
    };
    const next = itemCursor(jobId);
    const worker = async (): Promise<void> => {
      while (!abort.signal.aborted) {
        const changed = wake.promise;
        const complete = listed;
        const item = await next();
        if (item) await runItem(current, item, payload, memory);
        else if (complete) return;
        else await changed;
      }
    };
    progress.set(await reader.counts(jobId), listed);
    const all = [listing(), ...Array.from({ length: Math.max(1, options.parallel()) }, worker)];
    const guarded = all.map((task) =>
      task.catch((error: unknown) => {
        abort.abort();
        ring();
        throw error;
      }),
    );
    const results = await Promise.allSettled(guarded);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed && !current.stop) throw failed.reason;
  }

  /** Hands out the queued items of one run, each once, in order; null when there is none yet. */
  function itemCursor(jobId: JobId): () => Promise<JobItem | null> {
    let ahead: JobItem[] = [];
    let lastSeq = 0;
    let reading: Promise<void> | undefined;
    const readOn = async (): Promise<void> => {
      ahead = await reader.queuedItems(jobId, lastSeq, readAhead);
      lastSeq = ahead.at(-1)?.seq ?? lastSeq;
    };
    return async () => {
      if (ahead.length === 0) {
        reading ??= readOn().finally(() => {
          reading = undefined;
        });
        await reading;
      }
      return ahead.shift() ?? null;
    };
  }

  async function runItem(
    current: Running,
    item: JobItem,
    payload: AnalyzePayload,
    memory: JobMemory,
  ): Promise<void> {
    const { abort, progress } = current;
    let end: ItemEnd;
    try {
      end = await work.run(item, payload, memory, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return;
      end = failureOf(error, item, log);
      if (end.kind === 'failed' && fatal.includes(end.code)) throw new AppError(end.code, end.detail);
    }
    await writer.finishItem(item, end);
    progress.ended(end.kind, item.stamp.size);
    if (end.kind === 'failed') return;
    const adId = end.kind === 'analyzed' ? end.ad.id : end.adId;
    memory.done.add(adId);
    events.emit({ type: 'ads', job_id: item.jobId, ids: [adId] });
  }

  async function stop(jobId: JobId, how: 'paused' | 'cancelled'): Promise<Job> {
    const job = await requireJob(jobId);
    if (running?.jobId === jobId) {
      running.stop = how;
      running.abort.abort();
      await running.ended;
      return requireJob(jobId);
    }
    const waiting = queue.indexOf(jobId);
    if (waiting >= 0) queue.splice(waiting, 1);
    if (!['queued', 'running', 'waiting', 'paused'].includes(job.state) || job.state === how) {
      throw new AppError('CONFLICT', `The job is ${job.state}.`);
    }
    const stopped = await writer.setJobState(jobId, how, clock.now());
    tell(stopped);
    return stopped;
  }

  async function requireJob(jobId: JobId): Promise<Job> {
    const job = await reader.job(jobId);
    if (!job) throw new AppError('NOT_FOUND', `Job ${jobId}.`);
    return job;
  }

  return {
    /** Takes up what a crash or a stop left behind. */
    async start(): Promise<void> {
      for (const job of await reader.unfinishedJobs()) queue.push(job.id);
      pump();
    },
    enqueue(job: Job): void {
      queue.push(job.id);
      tell(job);
      pump();
    },
    pause: (jobId: JobId): Promise<Job> => stop(jobId, 'paused'),
    cancel: (jobId: JobId): Promise<Job> => stop(jobId, 'cancelled'),
    /** Goes on where it stopped; with `retryFailed` the failed files are tried again too. */
    async resume(jobId: JobId, retryFailed: boolean): Promise<Job> {
      const job = await requireJob(jobId);
      if (running?.jobId === jobId || queue.includes(jobId))
        throw new AppError('CONFLICT', 'The job is running.');
      if (job.state === 'done' && !retryFailed) throw new AppError('CONFLICT', 'The job is done.');
      if (retryFailed && (await writer.requeueFailed(jobId)) === 0) {
        throw new AppError('CONFLICT', 'No file of this job has failed.');
      }
      const queued = await writer.setJobState(jobId, 'queued', clock.now());
      queue.push(jobId);
      tell(queued);
      pump();
      return queued;
    },
    /** Stops at once and leaves the rows so that the next owner goes on. */
    async close(): Promise<void> {
      closed = true;
      if (!running) return;
      running.stop ??= 'closed';
      running.abort.abort();
      await running.ended;
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;

function failureOf(error: unknown, item: JobItem, log: Log): ItemEnd {
  if (error instanceof AppError) return { kind: 'failed', code: error.code, detail: error.detail };
  log.error({ error, path: item.absolute }, 'a file failed for an unknown reason');
  return { kind: 'failed', code: 'INTERNAL', detail: 'The log has the cause.' };
}
