import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createFiles } from '../connectors/folder/files.ts';
import { ENGINE_VERSION } from '../core/measure/index.ts';
import { WEIGHTS_VERSION } from '../core/weights/engine-1.ts';
import { createRunner, type Runner } from '../jobs/runner.ts';
import { looksLikeMedia } from '../media/kind.ts';
import type { StartMediaHost } from '../media/pool.ts';
import type { Clock, Log, Versions } from '../ports.ts';
import { listItems } from '../stages/ingest.ts';
import { measureItem } from '../stages/measure.ts';
import { openStore, type Store } from '../store/index.ts';
import { startBackups } from './backup-schedule.ts';
import { createDecoder } from './decoder.ts';
import type { createEvents } from './events.ts';
import { createLibrary, type Library } from './library.ts';
import { resourcesFolder } from './resources.ts';

export interface OwnerOptions {
  readonly home: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: ReturnType<typeof createEvents>;
  /** False for a command that only looks: unfinished jobs stay as they are. */
  readonly runJobs: boolean;
  readonly startMediaHost?: StartMediaHost | undefined;
}

/** Everything of the process that holds the data folder. Handlers take what they need from here. */
export interface Owner extends OwnerOptions {
  readonly store: Store;
  readonly runner: Runner;
  readonly library: Library;
  readonly sampleFolder: string;
  readonly resources: string;
  close(): Promise<void>;
}

const versionsWith = (decoderVersion: string): Versions => ({
  engineVersion: ENGINE_VERSION,
  decoderVersion,
  weightsVersion: WEIGHTS_VERSION,
});

/** The caller holds the owner lock. */
export async function createOwner(options: OwnerOptions): Promise<Owner> {
  const { home, clock, log, events } = options;
  const library = createLibrary();
  const store = await openStore(home, clock.now, library.nearIds);
  if (store.recovery)
    log.error({ recovery: store.recovery }, 'the library was damaged; a backup took its place');
  const { reader, writer } = store;
  const resources = resourcesFolder();
  const settings = await reader.settings();
  const parallel = settings.parallel_files || Math.max(1, availableParallelism());
  const files = createFiles(looksLikeMedia);

  const decoder = createDecoder(store, {
    parallel,
    ffmpegDir: settings.ffmpeg_dir || null,
    resources,
    startHost: options.startMediaHost,
    log,
  });
  const backups = startBackups(store, clock, log);
  const runner = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: () => parallel,
    work: {
      async list(jobId, payload, signal, onBatch) {
        const versions = payload.fresh ? null : versionsWith(await decoder.version());
        await listItems({ files, writer }, jobId, payload, versions, signal, onBatch);
      },
      async run(item, payload, memory, signal) {
        const media = await decoder.opened();
        const ports = { files, media, reader, writer, clock };
        const options = { ...memory, fresh: payload.fresh, signal };
        return measureItem(ports, versionsWith(media.decoderVersion), item, options);
      },
      async finished() {
        events.flush();
        await backups.afterJob();
      },
    },
  });
  if (options.runJobs) {
    // With nothing in the library the first files will be decoded; if the decoder is broken, the first one tells.
    if ((await reader.totals()).library === 0) decoder.opened().catch(() => undefined);
    await runner.start();
  }

  return {
    ...options,
    store,
    runner,
    library,
    resources,
    sampleFolder: join(resources, 'samples'),
    async close() {
      await runner.close();
      await decoder.close();
      backups.stop();
      store.close();
    },
  };
}
