import { AppError, type Job, type JobId, type JobKind, type Progress } from '../../contract/index.ts';
import { Later } from '../core/later.ts';
import type { Passing } from '../core/passing.ts';
import { waitedFor } from '../core/stops-job.ts';
import type { Clock } from '../ports.ts';
import { createCallingOff } from './calling-off.ts';
import { createProgress, type JobProgress } from './progress.ts';
import { momentAfter, restAfter, usesARest } from './rest.ts';
import { type Failure, failureOf, type ItemsOptions, type ItemWork, runItems } from './run-items.ts';
import { createWaiting } from './waiting.ts';

/** What a kind of job does. */
export interface JobWork {
  /** Reads what the job was told and answers what its run does. */
  start(jobId: JobId): Promise<ItemWork>;
  /** What follows from its results. Until that has ended the job runs: whoever waits for it to be done finds all of it. */
  follows?(jobId: JobId, signal: AbortSignal): Promise<void>;
  finished(job: Job): Promise<void>;
  /** Somebody cancelled it, or stopped everything: what it began elsewhere is called off. */
  calledOff?(jobId: JobId): Promise<void>;
}

export interface RunnerOptions extends ItemsOptions {
  readonly clock: Clock;
  /** The kinds of job that this runner takes up. */
  readonly work: Readonly<Partial<Record<JobKind, JobWork>>>;
}

/** Somebody waits for the first kind; the others make way for it. */
const urgent: JobKind = 'analyze';

interface Running {
  readonly jobId: JobId;
  readonly kind: JobKind;
  readonly abort: AbortController;
  readonly progress: JobProgress;
  /** Why it was stopped; undefined while it runs. */
  stop: 'paused' | 'cancelled' | 'closed' | 'makes way' | undefined;
  /** What the row then says of it. */
  why: Failure | undefined;
  /** How it stands then, where it was told. */
  ended: Promise<Job | undefined>;
}

/**
 * Runs one job at a time with several files at once. Everything that matters is a row: after a crash `start` goes on
 * with what is still queued.
 */
export function createRunner(options: RunnerOptions) {
  const { reader, writer, events, clock, log, work } = options;
  const queue: Pick<Job, 'id' | 'kind'>[] = [];
  let running: Running | undefined;
  let closed = false;
  const itsRun = async (jobId: JobId): Promise<unknown> => running?.jobId === jobId && running.ended;
  const waiting = createWaiting(reader, clock, log, itsRun);
  const callingOff = createCallingOff(work, log);
  /** Rests since an item of the job last came to a good end; looks at a batch, pauses and restarts are none. */
  const rests = new Map<JobId, number>();

  const tell = (job: Job): void => events.emit({ type: 'job', job });

  async function tellProgress(jobId: JobId, progress: Progress, hasEnded: () => boolean): Promise<void> {
    try {
      await writer.setProgress(jobId, progress);
      const job = await reader.job(jobId);
      // What became of it meanwhile is told by whoever wrote it, perhaps before this answer came.
      if (job?.state === 'running' && !hasEnded()) tell(job);
    } catch (error) {
      log.warn({ error, jobId }, 'progress could not be stored');
    }
  }

  function workOf(kind: JobKind): JobWork {
    const found = work[kind];
    if (!found) throw new AppError('INTERNAL', `This runner does no ${kind} jobs.`);
    return found;
  }

  function pump(): void {
    if (running || closed) return;
    const next = queue.find(({ kind }) => kind === urgent) ?? queue[0];
    if (!next) return;
    unqueue(next.id);
    const jobId = next.id;
    const current: Running = {
      jobId,
      kind: next.kind,
      abort: new AbortController(),
      progress: createProgress(
        jobId,
        () => clock.monotonicMs(),
        (id, progress) => void tellProgress(id, progress, current.progress.hasEnded),
      ),
      stop: undefined,
      why: undefined,
      ended: Promise.resolve(undefined),
    };
    running = current;
    current.ended = runJob(current)
      .catch((error: unknown) => {
        log.error({ error, jobId }, 'job ended with an error');
        return undefined;
      })
      .finally(() => {
        running = undefined;
        pump();
      });
  }

  const isInHand = (jobId: JobId): boolean =>
    running?.jobId === jobId || queue.some(({ id }) => id === jobId);

  /** False when it is in hand already. What runs makes way for an urgent job and then goes on where it stopped. */
  function line(job: Job): boolean {
    if (isInHand(job.id)) return false;
    queue.push(job);
    if (job.kind === urgent && running && running.kind !== urgent && !running.stop) {
      running.stop = 'makes way';
      running.abort.abort();
    }
    return true;
  }

  function unqueue(jobId: JobId): void {
    const place = queue.findIndex(({ id }) => id === jobId);
    if (place >= 0) queue.splice(place, 1);
  }

  const nthRest = ({ jobId, progress }: Running): number =>
    progress.hasMoved() ? 1 : 1 + (rests.get(jobId) ?? 0);

  async function runJob(current: Running): Promise<Job | undefined> {
    const { jobId, abort } = current;
    let failure: Failure | undefined;
    let resumesAt: string | null = null;
    try {
      tell(await writer.setJobState(jobId, 'running', clock.now()));
      const isLast = (outage: Passing): boolean => restAfter(outage, nthRest(current)) === null;
      const itsWork = await workOf(current.kind).start(jobId);
      await runItems(options, itsWork, jobId, current.progress, abort, isLast);
      await saveProgress(current);
      if (!current.stop) {
        // What follows may take long, and nothing more is told before its end.
        tell(await requireJob(jobId));
        await followed(current);
      }
    } catch (error) {
      if (!current.stop) {
        const isLook = error instanceof Later;
        const nth = nthRest(current);
        const rest = restAfter(error, nth);
        if (rest !== null) {
          resumesAt = momentAfter(clock.now(), rest);
          rests.set(jobId, isLook ? 0 : usesARest(error) ? nth : nth - 1);
        }
        if (!isLook) failure = failureOf(error, log, { jobId });
      }
      abort.abort();
      // On a full disk there may be no room for these numbers; they are counted again when the job goes on.
      await saveProgress(current).catch(() => undefined);
    }
    // A closing process leaves the row as it is, so that the next owner goes on with it.
    if (current.stop === 'closed') return undefined;
    if (current.stop === 'makes way') return makeWay(current);
    // What it met before it was stopped is not why it stands.
    if (current.stop) [failure, resumesAt] = [current.why, null];
    if (resumesAt === null) rests.delete(jobId);
    const waits = resumesAt !== null || (failure !== undefined && waitedFor.includes(failure.code));
    const ended = waits ? 'waiting' : failure ? 'failed' : 'done';
    const state = current.stop ?? (failure?.code === 'STOPPED' ? 'paused' : ended);
    const job = await settle(jobId, state, failure, resumesAt);
    await workOf(job.kind)
      .finished(job)
      .catch((error: unknown) => log.error({ error, jobId }, 'after the job'));
    tell(job);
    return job;
  }

  async function followed({ jobId, kind, abort }: Running): Promise<void> {
    await workOf(kind)
      .follows?.(jobId, abort.signal)
      .catch((error: unknown) => log.error({ error, jobId }, 'what follows the job'));
  }

  async function makeWay(current: Running): Promise<undefined> {
    const { jobId, kind } = current;
    const written = writer.setJobState(jobId, 'queued', clock.now()).finally(() => {
      if (current.stop === 'makes way') queue.push({ id: jobId, kind });
    });
    tell(await written);
  }

  async function saveProgress({ jobId, progress }: Running): Promise<void> {
    await writer.setProgress(jobId, progress.end(await reader.counts(jobId), await reader.isListed(jobId)));
  }

  /**
   * Writes how a job stands now, and has it go on in its time where it waits. When not even that can be written it is
   * told all the same, and the row goes on saying "running", so that the next owner takes the job up. A stop is kept
   * meanwhile, and written once it can be.
   */
  async function settle(
    jobId: JobId,
    state: Job['state'],
    error: Failure | undefined,
    resumesAt: string | null,
  ): Promise<Job> {
    try {
      const job = await writer.setJobState(jobId, state, clock.now(), { error, resumesAt });
      if (state === 'waiting') waitFor(job);
      return job;
    } catch (unwritten) {
      const isStop = state === 'paused' || state === 'cancelled';
      const { code, detail } = (isStop ? undefined : error) ?? failureOf(unwritten, log, { jobId });
      const { message, nextStep } = new AppError(code, detail).toFailure();
      const waits = waitedFor.includes(code);
      const stopIt = async (): Promise<void> => {
        // Unless a person had it go on meanwhile.
        if (!isInHand(jobId)) tell(await settle(jobId, state, error, null));
      };
      if (waits) waiting.add({ id: jobId, resumes_at: null }, isStop ? stopIt : () => resume(jobId, false));
      return {
        ...(await requireJob(jobId)),
        state: waits ? 'waiting' : 'failed',
        error: { code, message, next_step: nextStep },
      };
    }
  }

  const waitFor = (job: Pick<Job, 'id' | 'resumes_at'>): void =>
    waiting.add(job, () => resume(job.id, false));

  async function stop(jobId: JobId, how: 'paused' | 'cancelled', why?: Failure): Promise<Job> {
    const job = await stopHere(jobId, how, why);
    if (how === 'cancelled' || why !== undefined) callingOff.begin(job);
    return job;
  }

  async function stopHere(jobId: JobId, how: 'paused' | 'cancelled', why?: Failure): Promise<Job> {
    let job = await requireJob(jobId);
    if (running?.jobId === jobId) {
      Object.assign(running, { stop: how, why });
      running.abort.abort();
      const told = await running.ended;
      if (told && told.state !== 'waiting') return told;
      waiting.remove(jobId);
      // It was on its way into its wait, or back into the queue, and looked for no stop any more.
      job = await requireJob(jobId);
    }
    unqueue(jobId);
    if (!['queued', 'running', 'waiting', 'paused'].includes(job.state) || job.state === how) {
      throw new AppError('CONFLICT', `The job is ${job.state}.`);
    }
    waiting.remove(jobId);
    rests.delete(jobId);
    resuming.delete(jobId);
    const stopped = await settle(jobId, how, why, null);
    if (stopped.state === 'failed') throw new AppError(stopped.error?.code ?? 'INTERNAL');
    tell(stopped);
    return stopped;
  }

  /** On their way back into the queue, for as long as nobody stops them again. */
  const resuming = new Set<JobId>();

  /** Goes on where it stopped; with `retryFailed` the failed files are tried again too. */
  async function resume(jobId: JobId, retryFailed: boolean): Promise<Job> {
    const job = await requireJob(jobId);
    if (isInHand(jobId)) throw new AppError('CONFLICT', 'The job is running.');
    if (job.state === 'done' && !retryFailed) throw new AppError('CONFLICT', 'The job is done.');
    if (retryFailed && (await writer.requeueFailed(jobId)) === 0) {
      throw new AppError('CONFLICT', 'No file of this job has failed.');
    }
    resuming.add(jobId);
    const queued = await writer.setJobState(jobId, 'queued', clock.now()).catch((error: unknown) => {
      if (resuming.delete(jobId)) throw error;
      return null;
    });
    if (queued === null || !resuming.delete(jobId)) return requireJob(jobId);
    waiting.remove(jobId);
    line(queued);
    tell(queued);
    pump();
    return queued;
  }

  async function requireJob(jobId: JobId): Promise<Job> {
    const job = await reader.job(jobId);
    if (!job) throw new AppError('NOT_FOUND', `Job ${jobId}.`);
    return job;
  }

  return {
    /** Takes up what a crash or a stop left behind. */
    async start(): Promise<void> {
      for (const job of await reader.unfinishedJobs()) {
        if (!work[job.kind]) continue;
        if (job.resumes_at !== null) waitFor(job);
        else line(job);
      }
      pump();
    },
    enqueue(job: Job): void {
      if (!line(job)) return;
      tell(job);
      pump();
    },
    pause: (jobId: JobId): Promise<Job> => stop(jobId, 'paused'),
    cancel: (jobId: JobId): Promise<Job> => stop(jobId, 'cancelled'),
    /** Whatever is not over rests and says why, until somebody resumes it. */
    async halt(why: AppError): Promise<void> {
      const all = new Set([...queue.map(({ id }) => id), ...waiting.ids()]);
      if (running) all.add(running.jobId);
      // Nothing of it begins while the one that runs comes to its end.
      queue.length = 0;
      const halted = [...all].map((id) =>
        stop(id, 'paused', why).catch((error: unknown) => log.warn({ error, jobId: id }, 'not halted')),
      );
      await Promise.all(halted);
      // A person let these rest before, and what they began elsewhere goes on there; an earlier stop has called its off.
      for (const job of await reader.pausedJobs())
        if (!all.has(job.id) && job.error?.code !== why.code) callingOff.begin(job);
    },
    resume,
    /** Stops at once and leaves the rows so that the next owner goes on. */
    async close(): Promise<void> {
      closed = true;
      waiting.close();
      if (running) {
        running.stop ??= 'closed';
        running.abort.abort();
        await running.ended;
      }
      await callingOff.close();
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;
