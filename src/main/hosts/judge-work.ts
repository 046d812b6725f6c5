import { type AdId, type JobId, Judge } from '../../contract/index.ts';
import type { JobWork } from '../jobs/runner.ts';
import type { Clock, FoldersOf, JudgePayload, Log, Pause, SentBatch } from '../ports.ts';
import { refuseIfStopped } from '../stages/approve.ts';
import type { BatchPorts, BatchSeat } from '../stages/batch-seat.ts';
import { cancelBatches } from '../stages/cancel-batches.ts';
import { collectOpen } from '../stages/collect-batch.ts';
import { asksAnyone, type CouncilPorts, judgeAd, outageIn } from '../stages/council.ts';
import { type ReadLists, readGiven, readGivenOfAd } from '../stages/ingest-given.ts';
import { runBatches } from '../stages/judge-batch.ts';
import { heldByLeft } from '../stages/left-batches.ts';
import { listJudgeItems, whenAnalysed } from '../stages/list-judge-items.ts';
import type { Store } from '../store/index.ts';
import type { CouncilTable } from './council.ts';
import type { createDecoder } from './decoder.ts';
import type { createEvents } from './events.ts';
import type { JoinAgain } from './joining.ts';
import type { ProgramSpend } from './program-spend.ts';
import type { Sources } from './sources.ts';

/** A service that hangs keeps nobody else waiting: its batches are looked at by a later run. */
const lookMs = 10_000;
const forALook = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(lookMs)]);
/** Whoever closes the app waits less for it. */
const callOffMs = 10_000;
/** A direct run waits so long for batches that were called off; whoever still has one then is done without. */
const leftPatienceMs = 5 * 60_000;

export interface JudgeWorkParts {
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly sources: Sources;
  readonly decoder: Pick<ReturnType<typeof createDecoder>, 'opened'>;
  readonly foldersOf: FoldersOf;
  readonly council: CouncilTable;
  readonly programs: ProgramSpend;
  readonly joinAgain: JoinAgain;
  readonly events: ReturnType<typeof createEvents>;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly log: Log;
}

/** What a job of the kind `judge` does: asks the council for its votes on ads that were measured. */
export function judgeWork(parts: JudgeWorkParts): JobWork {
  const { store, sources, decoder, foldersOf, council, programs, joinAgain, events, clock, pause, log } =
    parts;
  const { reader, writer } = store;
  const restUntilMs: BatchPorts['restUntilMs'] = new Map();
  /** When a direct run first met such a batch, in ms since 1970. */
  const metLeftMs = new Map<JobId, number>();
  /** A pause that ends as soon as the analysis tells of another ad, or of its end. */
  const untilTold =
    (analysis: JobId | null): Pause =>
    async (ms, signal) => {
      const told = new AbortController();
      const unsubscribe = events.subscribe((event) => {
        const of = event.type === 'ads' ? event.job_id : event.type === 'job' ? event.job.id : null;
        if (of === analysis) told.abort();
      });
      await pause(ms, AbortSignal.any([signal, told.signal]))
        .catch(() => signal.throwIfAborted())
        .finally(unsubscribe);
    };
  async function askByBatch(
    jobId: JobId,
    payload: JudgePayload,
    signal: AbortSignal,
  ): Promise<readonly Judge[]> {
    await whenAnalysed(reader, pause, payload, signal);
    if (payload.jobId !== null) await readGiven({ foldersOf, reader, writer }, payload.jobId);
    const media = await decoder.opened();
    const source: CouncilPorts['source'] = {
      stamp: async (item) => (await sources.ofItem(item)).stamp(item),
      sha256: async (item, stop) => (await sources.ofItem(item)).sha256(item, stop),
    };
    const { fetch } = sources.fetchedAgain;
    const ports = { source, media, reader, writer, clock, fetch, restUntilMs };
    return runBatches(ports, jobId, payload, await council.batchSeats(jobId, payload), signal);
  }
  /** A run that asks one by one reads what others were answered by batch, and asks it of nobody. */
  async function collectFirst(seats: readonly BatchSeat[], signal: AbortSignal): Promise<void> {
    await Promise.all(seats.map((seat) => collectOpen({ reader, writer, clock }, seat, signal, forALook)));
  }
  /** The word that called a batch off may never have reached its service, and nobody else says it again. */
  async function callOff(
    seats: readonly BatchSeat[],
    isMeant: Parameters<typeof cancelBatches>[2],
    signal: AbortSignal,
  ): Promise<void> {
    for (const error of await cancelBatches(reader, seats, isMeant, signal))
      log.warn({ error }, 'a batch could not be cancelled at its service');
  }
  async function callOffLeft(payload: JudgePayload, seats: readonly BatchSeat[], signal: AbortSignal) {
    const wanted = new Set(await reader.adsToJudge(payload));
    const isHere = ({ isLeft, model, calls }: SentBatch, seat: BatchSeat): boolean =>
      isLeft && model === seat.model && calls.some(({ adId }) => wanted.has(adId));
    await callOff(seats, isHere, forALook(signal));
  }
  return {
    async start(jobId) {
      await refuseIfStopped(reader);
      const payload = await programs.within(await reader.judgePayload(jobId));
      const unreached = new Set<Judge>();
      const panel = await council.panel(jobId, payload, unreached);
      const lists: ReadLists = new Map();
      const others = payload.cheaper ? [] : await council.batchSeats(jobId, payload);
      let collected: Promise<void> | undefined;
      const collect = (signal: AbortSignal): Promise<void> => (collected ??= collectFirst(others, signal));
      let calledOff: Promise<void> | undefined;
      const waitForLeft = async (adId: AdId, signal: AbortSignal): Promise<void> => {
        const held = await heldByLeft(reader, panel, adId);
        if (!held) return;
        const nowMs = Date.parse(clock.now());
        const sinceMs = metLeftMs.get(jobId) ?? nowMs;
        metLeftMs.set(jobId, sinceMs);
        if (nowMs - sinceMs >= leftPatienceMs) return;
        calledOff ??= callOffLeft(payload, others, signal);
        await calledOff;
        throw held;
      };
      return {
        source: {
          ...sources.fetchedAgain,
          // While a judge is down each look goes over all ads that it owes: nothing of them is fetched for that.
          async fetch(item, signal) {
            await collect(signal);
            await waitForLeft(item.adId as AdId, signal);
            return (await asksAnyone(reader, panel, item.adId as AdId))
              ? sources.fetchedAgain.fetch(item, signal)
              : () => undefined;
          },
        },
        listsFirst: payload.cheaper,
        async list(signal, onBatch, isDown) {
          if (payload.cheaper)
            for (const judge of await askByBatch(jobId, payload, signal)) unreached.add(judge);
          const ports = { reader, writer, untilTold: untilTold(payload.jobId) };
          await listJudgeItems(ports, jobId, payload, AbortSignal.any([signal, isDown]), onBatch);
          // Before its items the next run asks those by batch.
          if (unreached.size === 0) await writer.setListed(jobId);
        },
        async run(item, _memory, signal) {
          // The analysis reads it once it has ended, which is too late for whoever is asked beside it.
          if (payload.jobId !== null && item.adId !== null)
            await readGivenOfAd({ foldersOf, reader, writer }, payload.jobId, item.adId, lists);
          const [source, media] = [await sources.ofItem(item), await decoder.opened()];
          return judgeAd({ source, media, reader, writer, clock }, panel, item, signal);
        },
        leftFor: () => outageIn(panel),
      };
    },
    async follows(jobId, signal) {
      await joinAgain((ids) => events.emit({ type: 'ads', job_id: jobId, ids: [...ids] }), signal);
    },
    async finished({ id, state }) {
      if (state !== 'waiting') metLeftMs.delete(id);
      await events.flush();
    },
    async calledOff(jobId) {
      const payload = await reader.judgePayload(jobId);
      if (!payload.cheaper) return;
      const signal = AbortSignal.timeout(callOffMs);
      const seats = await council.batchSeats(jobId, payload);
      for (const judge of Judge.options) {
        const isReached = seats.some((seat) => seat.judge === judge);
        if (!isReached && (await reader.openBatches(judge)).some((batch) => batch.jobId === jobId))
          log.warn({ jobId, judge }, 'its batches go on: nothing is connected that could cancel them');
      }
      await callOff(seats, (batch) => batch.jobId === jobId, signal);
    },
  };
}
