import type { AdId, Job, JobId } from '../../contract/index.ts';
import { ENGINE_VERSION } from '../core/measure/index.ts';
import { TEXT_VERSION } from '../core/measure/text/describe.ts';
import { WEIGHTS_VERSION } from '../core/weights/engine-1.ts';
import type { JobWork } from '../jobs/runner.ts';
import type { Clock, JobVersions } from '../ports.ts';
import { listItems } from '../stages/ingest.ts';
import { readGiven } from '../stages/ingest-given.ts';
import { measureItem } from '../stages/measure.ts';
import { readWordsOf } from '../stages/measure-words.ts';
import type { Store } from '../store/index.ts';
import type { createDecoder } from './decoder.ts';
import type { createEvents } from './events.ts';
import type { Library } from './library.ts';
import type { Sources } from './sources.ts';

export interface MeasureWorkParts {
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly sources: Sources;
  readonly decoder: Pick<ReturnType<typeof createDecoder>, 'opened' | 'version' | 'fingerprint'>;
  readonly kindVersion: number;
  readonly logoFile: (id: string) => Promise<string | null>;
  readonly foldersOf: Parameters<typeof readGiven>[0]['foldersOf'];
  readonly library: Pick<Library, 'knows' | 'outdate'>;
  readonly events: ReturnType<typeof createEvents>;
  readonly clock: Clock;
  /** An analysis was cancelled. */
  calledOff(jobId: JobId): Promise<void>;
  /** What follows an analysis, however it ended, once all that it brought is stored. */
  ended(job: Job): Promise<void>;
}

/** About what a short film takes from its first byte to its score. */
const firstFileAheadMs = 500;

const versionsWith = (own: Omit<JobVersions, 'engineVersion' | 'weightsVersion'>): JobVersions => ({
  ...own,
  engineVersion: ENGINE_VERSION,
  weightsVersion: WEIGHTS_VERSION,
});

/** What jobs of the kinds `analyze` and `read` do: measure files, and read the words in them. */
export function measureWork(parts: MeasureWorkParts): Record<'analyze' | 'read', JobWork> {
  const { store, sources, decoder, kindVersion, logoFile, foldersOf, library, events, clock } = parts;
  const { reader, writer } = store;
  // One job runs at a time, and its ads are stored once it has ended.
  let measuredAgain = false;
  return {
    analyze: {
      async start(jobId) {
        const payload = await reader.payload(jobId);
        const { lists, fetches } = await sources.ofAnalysis(payload);
        const failedUnder = await decoder.fingerprint();
        return {
          source: fetches,
          aheadMs: firstFileAheadMs,
          async list(signal, onBatch) {
            const versions = payload.fresh
              ? null
              : versionsWith({ decoderVersion: await decoder.version(), failedUnder, kindVersion });
            await listItems({ source: lists, writer }, jobId, payload, versions, signal, onBatch);
          },
          async run(item, memory, signal) {
            const media = await decoder.opened();
            const ports = { source: await sources.ofItem(item), media, reader, writer, clock };
            const options = { ...memory, fresh: payload.fresh, signal };
            const versions = versionsWith({ decoderVersion: media.decoderVersion, failedUnder, kindVersion });
            const end = await measureItem(ports, versions, item, options);
            if (end.kind === 'analyzed') measuredAgain ||= library.knows(end.ad.id);
            return end;
          },
        };
      },
      async finished(job) {
        const given = await readGiven({ foldersOf, reader, writer }, job.id);
        if (given.length > 0) events.emit({ type: 'ads', job_id: job.id, ids: given });
        events.flush();
        if (measuredAgain) library.outdate();
        measuredAgain = false;
        await parts.ended(job);
      },
      calledOff: parts.calledOff,
    },
    read: {
      start: async () => ({
        source: {
          ...sources.fetchedAgain,
          // A look for a logo alone is not worth a library fetched once more: it is looked for on what is here.
          fetch: async (item, signal) =>
            (await reader.hasWords(item.adId as AdId, TEXT_VERSION))
              ? () => undefined
              : sources.fetchedAgain.fetch(item, signal),
        },
        list: async () => undefined,
        async run(item, _memory, signal) {
          const [source, media] = [await sources.ofItem(item), await decoder.opened()];
          return readWordsOf({ source, media, reader, clock, logoFile }, item, signal);
        },
      }),
      finished: async () => events.flush(),
    },
  };
}
