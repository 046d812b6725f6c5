import { AppError, type ErrorCode, type JobId } from '../../contract/index.ts';
import { oneByOne } from '../core/one-by-one.ts';
import { Passing } from '../core/passing.ts';
import { stopsJob } from '../core/stops-job.ts';
import type { Added, AdSource, Events, ItemEnd, JobItem, Log, Reader, Writer } from '../ports.ts';
import { createClaims } from './claims.ts';
import { createCursor } from './cursor.ts';
import type { JobProgress } from './progress.ts';
import { createSlots } from './slots.ts';
import { requireSpace } from './space.ts';

/** What the files of one run share. */
export interface JobMemory {
  /** Ads that were measured or found unchanged in this run. */
  readonly done: ReadonlySet<string>;
  /** Keeps other files with the same content waiting until this item's end is stored. */
  claim(adId: string): Promise<void>;
}

/** What one run of a job does; the hosts' `*-work.ts` fill it with the stages. */
export interface ItemWork {
  /** Where the files come from, and how many may be on their way beside those that are worked on. */
  readonly source: Pick<AdSource, 'fetchAhead' | 'fetch'>;
  /**
   * Not asked when the items were listed before, in an earlier run or with the job itself. `isDown` fires when the
   * service of the files is: who lists goes on, for who stops there comes no further the next time; who waits ends.
   */
  list(signal: AbortSignal, onBatch: (added: Partial<Added>) => void, isDown: AbortSignal): Promise<void>;
  /** Its items are begun only once all are listed; else as they come. */
  readonly listsFirst?: boolean;
  /** For so long at most the first item has the machine to itself; together they would keep each other from a result. */
  readonly aheadMs?: number;
  /** One file to its end. Throws AppError for what is wrong with the file; CANCELLED when the signal fired. */
  run(item: JobItem, memory: JobMemory, signal: AbortSignal): Promise<ItemEnd>;
  /** Its items are asked of a service that may be down, and none of them is paid. */
  readonly asks?: boolean;
  /** What items that lack something are left for. */
  leftFor?(): Passing | null;
}

export interface ItemsOptions {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly events: Events;
  readonly log: Log;
  /** How many at once, asked at the start of each run. */
  readonly parallel: () => Promise<number>;
}

/**
 * Lists the files of one job and takes each to its end, several at once. Throws what stops the job as a whole. `isLast`
 * says whether the job would rest no more after this.
 */
export async function runItems(
  { reader, writer, events, log, parallel }: ItemsOptions,
  work: ItemWork,
  jobId: JobId,
  progress: JobProgress,
  abort: AbortController,
  isLast: (outage: Passing) => boolean,
): Promise<void> {
  const { signal } = abort;
  const done = new Set<string>();
  const claims = createClaims();
  const measuring = Math.max(1, await parallel());
  const hands = measuring + work.source.fetchAhead;
  /** A file that has arrived waits here, so that the line and the processor are both at work. */
  const place = createSlots(measuring, work.aheadMs);
  /** Asked one after the other: who was handed out first, the smallest, is also the first to ask for a place. */
  const inTurn = oneByOne();
  const next = createCursor(reader, jobId);
  /** The service of the files is down: nothing new is begun, and what is under way, and may be paid for, ends. */
  let outage: Passing | undefined;
  let someLack = false;
  /** Kept: the first that ends so is a good end, after which the rests would begin anew for the others. */
  let givesUp = false;
  const isDown = new AbortController();
  let listed = await reader.isListed(jobId);
  let wake = Promise.withResolvers<void>();
  const ring = (): void => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  signal.addEventListener('abort', ring, { once: true });

  async function list(): Promise<void> {
    if (listed) return;
    const onBatch = (added: Partial<Added>): void => {
      const { adIds = [] } = added;
      for (const adId of adIds) done.add(adId);
      if (adIds.length > 0) events.emit({ type: 'ads', job_id: jobId, ids: [...adIds] });
      progress.listed(added, listed);
      ring();
    };
    await work.list(signal, onBatch, isDown.signal);
    listed = true;
    onBatch({});
  }

  async function takeItems(): Promise<void> {
    while (!signal.aborted && !outage) {
      // Both before the look: what is listed during it rings, and "nothing left" holds only if all was listed before.
      const changed = wake.promise;
      const complete = listed;
      const item = work.listsFirst && !complete ? null : await next();
      if (item) await runItem(item);
      else if (complete) return;
      else await changed;
    }
  }

  /**
   * A service may never give these few, all of which are asked for at once: they end without it, as the job would for
   * good. More of them, or a line that is down, is an outage still.
   */
  const isGivenUp = async (left: Passing | null | undefined): Promise<boolean> => {
    if (left?.code !== 'UPSTREAM') return false;
    if (isLast(left) && listed && (await reader.counts(jobId)).queued <= hands) givesUp = true;
    return givesUp;
  };

  async function runItem(item: JobItem): Promise<void> {
    const held: (() => void)[] = [];
    const claim = async (adId: string): Promise<void> => void held.push(await claims(adId));
    try {
      await inTurn(() => requireSpace(reader));
      const end = await endOf(item, { done, claim }, held);
      if (!end) return;
      await writer.finishItem(item, end);
      if (end.kind === 'judged' && end.lacks) someLack = true;
      else progress.ended(end.kind, item.stamp.size);
      if (end.kind === 'failed' || end.kind === 'refreshed') return;
      const adId = end.kind === 'analyzed' ? end.ad.id : end.adId;
      done.add(adId);
      events.emit({ type: 'ads', job_id: jobId, ids: [adId] });
    } finally {
      for (const release of held) release();
    }
  }

  /** Null when the job was stopped in the middle, or the service is down: the item stays queued. */
  async function endOf(item: JobItem, memory: JobMemory, held: (() => void)[]): Promise<ItemEnd | null> {
    let isHere = false;
    try {
      held.push(await work.source.fetch(item, signal));
      isHere = true;
      held.push(await place());
      signal.throwIfAborted();
      const end = await work.run(item, memory, signal);
      const isWithout = end.kind === 'judged' && end.lacks && (await isGivenUp(work.leftFor?.()));
      return isWithout ? { ...end, lacks: false } : end;
    } catch (error) {
      if (signal.aborted) return null;
      const failure = failureOf(error, log, { path: item.absolute });
      const mayCome = async (left: Passing): Promise<boolean> =>
        isHere ? work.asks === true && !isLast(left) : !(await isGivenUp(left));
      if (error instanceof Passing && (await mayCome(error))) {
        outage ??= error;
        isDown.abort();
        ring();
        return null;
      }
      if (stopsJob.includes(failure.code)) throw error;
      return { kind: 'failed', ...failure };
    }
  }

  progress.start(await reader.counts(jobId), listed);
  const listingAll = list().catch((error: unknown) => {
    if (!outage) throw error;
  });
  const all = [listingAll, ...Array.from({ length: hands }, takeItems)];
  /** The first is why: what breaks after it, the listing above all, only says that it was stopped. */
  const broken: unknown[] = [];
  const guarded = all.map((task) =>
    task.catch((error: unknown) => {
      broken.push(error);
      abort.abort();
    }),
  );
  await Promise.all(guarded);
  if (broken.length > 0) throw broken[0];
  if (signal.aborted) return;
  const left = outage ?? (someLack && work.leftFor?.());
  if (left) throw left;
}

export interface Failure {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** What is no AppError is a bug: it becomes INTERNAL and the log keeps its stack. */
export function failureOf(error: unknown, log: Log, fields: object): Failure {
  if (error instanceof AppError) return { code: error.code, detail: error.detail };
  log.error({ error, ...fields }, 'failed for an unknown reason');
  return { code: 'INTERNAL', detail: 'The log has the cause.' };
}
