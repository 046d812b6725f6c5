import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import {
  AppError,
  type AppEvent,
  type ErrorCode,
  type Job,
  type JobId,
} from '../../../src/contract/index.ts';
import { createFiles } from '../../../src/main/connectors/folder/files.ts';
import { TEXT_VERSION } from '../../../src/main/core/measure/text/describe.ts';
import { systemClock } from '../../../src/main/hosts/clock.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { createRunner } from '../../../src/main/jobs/runner.ts';
import type {
  AdSource,
  AnalyzePayload,
  Log,
  MeasuredFile,
  MediaPort,
  Reader,
  WordsWanted,
  Writer,
} from '../../../src/main/ports.ts';
import { listItems } from '../../../src/main/stages/ingest.ts';
import { measureItem } from '../../../src/main/stages/measure.ts';
import { readWordsOf } from '../../../src/main/stages/measure-words.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { anAd, versions } from '../store/ads.ts';

const measured: MeasuredFile = anAd('0'.repeat(64));
const aStill: MeasuredFile = { ...measured, kind: 'image', media: { ...measured.media, duration_s: null } };

const aLine = (text: string) => ({
  text,
  box: { x: 0.1, y: 0.4, w: 0.5, h: 0.05 },
  confidence: 0.9,
  height: 0.05,
  contrast: 12,
});

/** Files whose first word tells the decoder what to do: `ok`, `still`, `fail CODE`, `crash`, `wait` (until let go), `slow MS`. */
export function writeAds(root: string, ads: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(ads)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** In the real decoder's place, where what it sees does not matter. Counts what it is asked for. */
export function fakeMedia() {
  const asked: string[] = [];
  let running = 0;
  let most = 0;
  let gate = Promise.withResolvers<void>();
  const port: MediaPort = {
    decoderVersion: versions.decoderVersion,
    async measure(absolute, pictureDir, signal) {
      const [word, detail] = readFileSync(absolute, 'utf8').split(' ') as [string, string?];
      asked.push(absolute.slice(absolute.lastIndexOf('/') + 1));
      running += 1;
      most = Math.max(most, running);
      try {
        const aborted = new Promise<never>((_, reject) => {
          const stop = () => reject(new AppError('CANCELLED'));
          if (signal.aborted) stop();
          signal.addEventListener('abort', stop, { once: true });
        });
        aborted.catch(() => undefined);
        if (word === 'wait') await Promise.race([gate.promise, aborted]);
        if (word === 'slow') await Promise.race([delay(Number(detail)), aborted]);
        await Promise.race([delay(1), aborted]);
        if (word === 'fail') throw new AppError(detail?.trim() as ErrorCode, 'as the test asked');
        if (word === 'crash') throw new TypeError('a bug in the decoder');
        writeFileSync(join(pictureDir, 'thumb.jpg'), 'thumb');
        return word === 'still' ? aStill : measured;
      } finally {
        running -= 1;
      }
    },
    frames: async () => [],
    readLogo: async () => ({ width: 1, height: 1, findable: true, png: new Uint8Array() }),
    async findLogo(absolute, times, logo) {
      asked.push(`logo ${logo} on ${absolute.slice(absolute.lastIndexOf('/') + 1)}`);
      if (readFileSync(absolute, 'utf8').includes('broken frame')) throw new AppError('MEDIA_CRASH');
      const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.1 };
      return times.map((t) => ({ t, box: readFileSync(absolute, 'utf8').includes('logo') ? box : null }));
    },
    async readText(absolute, times, signal) {
      const content = readFileSync(absolute, 'utf8');
      asked.push(`words of ${absolute.slice(absolute.lastIndexOf('/') + 1)}`);
      if (content.includes('slow words')) await delay(60_000, undefined, { signal });
      return { frames: times.map((t) => ({ t, lines: [aLine(content)] })), spoken: null, palettes: [] };
    },
  };

  return {
    port,
    asked,
    most: () => most,
    running: () => running,
    letGo(): void {
      gate.resolve();
      gate = Promise.withResolvers();
    },
  };
}

export interface Parts {
  readonly home?: string;
  readonly parallel?: number;
  readonly media?: ReturnType<typeof fakeMedia>;
  readonly source?: AdSource;
  readonly reader?: (reader: Reader) => Reader;
  readonly writer?: (writer: Writer) => Writer;
  readonly finished?: () => Promise<void>;
  readonly follows?: () => Promise<void>;
  readonly calledOff?: (jobId: JobId) => Promise<void>;
}

/** The runner with everything real but the decoder. */
export async function openJobs(parts: Parts = {}) {
  const home = parts.home ?? tempFolder();
  const media = parts.media ?? fakeMedia();
  const store = await openStore(home, systemClock.now, () => []);
  const reader = parts.reader?.(store.reader) ?? store.reader;
  const writer = parts.writer?.(store.writer) ?? store.writer;
  const events = createEvents();
  const seen: AppEvent[] = [];
  const problems: { fields: object; text: string }[] = [];
  const silent = () => undefined;
  const loud = (fields: object, text: string) => void problems.push({ fields, text });
  const log: Log = { debug: silent, info: silent, warn: loud, error: loud };
  const heard = new Set<() => void>();
  events.subscribe((event) => {
    seen.push(event);
    for (const look of heard) look();
  });
  const source = parts.source ?? createFiles({ looksLikeMedia: () => false });
  const runner = createRunner({
    reader,
    writer,
    events,
    clock: systemClock,
    log,
    parallel: async () => parts.parallel ?? 2,
    work: {
      analyze: {
        async start(jobId) {
          const payload = await reader.payload(jobId);
          const known = payload.fresh ? null : versions;
          return {
            source,
            list: (signal, onBatch) => listItems({ source, writer }, jobId, payload, known, signal, onBatch),
            run: (item, memory, signal) =>
              measureItem({ source, media: media.port, reader, writer, clock: systemClock }, versions, item, {
                ...memory,
                fresh: payload.fresh,
                signal,
              }),
          };
        },
        follows: async () => parts.follows?.(),
        async finished() {
          events.flush();
          await parts.finished?.();
        },
        calledOff: async (jobId) => parts.calledOff?.(jobId),
      },
      read: {
        start: async () => ({
          source,
          list: async () => undefined,
          run: (item, _memory, signal) =>
            readWordsOf(
              { source, media: media.port, reader, clock: systemClock, logoFile: async (id) => id },
              item,
              signal,
            ),
        }),
        finished: async () => events.flush(),
      },
    },
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await runner.close();
    store.close();
  };
  onTestFinished(close);

  const until = (test: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!test()) return;
        heard.delete(look);
        resolve();
      };
      heard.add(look);
      look();
    });
  const jobsSeen = (id: JobId): Job[] =>
    seen.flatMap((event) => (event.type === 'job' && event.job.id === id ? [event.job] : []));
  return {
    home,
    store,
    runner,
    media,
    seen,
    problems,
    close,
    jobsSeen,
    async start(
      paths: readonly string[],
      options: Partial<Omit<AnalyzePayload, 'paths'>> = {},
    ): Promise<JobId> {
      const payload = {
        paths,
        drive: options.drive ?? null,
        meta: null,
        max: options.max ?? null,
        fresh: options.fresh ?? false,
      };
      const job = await store.writer.createJob('test', payload, 'queued', systemClock.now());
      runner.enqueue(job);
      return job.id;
    },
    /** Null when there is nothing to read. */
    async startReading(wanted: WordsWanted = {}): Promise<JobId | null> {
      const job = await store.writer.createReadJob('words', wanted, TEXT_VERSION, systemClock.now());
      if (job) runner.enqueue(job);
      return job?.id ?? null;
    },
    /** The event that says the job stands like this; from the `nth` on. */
    async state(id: JobId, state: Job['state'], nth = 1): Promise<Job> {
      const told = () => jobsSeen(id).filter((job) => job.state === state);
      await until(() => told().length >= nth);
      return told()[nth - 1] as Job;
    },
    until,
    items: (id: JobId) => store.reader.counts(id),
  };
}

/** Waits for something that no event tells. */
export async function eventually(test: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 2000; n += 1) {
    if (await test()) return;
    await delay(5);
  }
  throw new Error('it never came true');
}
