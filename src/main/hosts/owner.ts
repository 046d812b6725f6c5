import { createHash } from 'node:crypto';
import { availableParallelism, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Job, JobId } from '../../contract/index.ts';
import type { createDrive } from '../connectors/drive/drive.ts';
import { foldersOf } from '../connectors/folder/beside.ts';
import { onChanges } from '../connectors/folder/changes.ts';
import { createFiles } from '../connectors/folder/files.ts';
import { createDeals, hubspotAccount } from '../connectors/hubspot/deals.ts';
import { createKeychain } from '../connectors/keychain/keychain.ts';
import { modelAccounts } from '../connectors/model-accounts/index.ts';
import { createFileCache } from '../connectors/net/file-cache.ts';
import { createRetry } from '../connectors/net/retry.ts';
import { isDriveRoot } from '../core/ingest/drive-place.ts';
import { isMetaRoot } from '../core/ingest/meta-place.ts';
import { ENGINE_VERSION } from '../core/measure/index.ts';
import { TEXT_VERSION } from '../core/measure/text/describe.ts';
import { WEIGHTS_VERSION } from '../core/weights/engine-1.ts';
import { createLearner } from '../jobs/learner.ts';
import { createRunner, type Runner } from '../jobs/runner.ts';
import { createWatcher, type Watcher } from '../jobs/watcher.ts';
import { looksLikeMedia } from '../media/kind.ts';
import type { StartMediaHost } from '../media/pool.ts';
import type { smallPicture } from '../media/small-picture.ts';
import type {
  AdSource,
  Clock,
  DealsPort,
  JobItem,
  JudgePayload,
  Log,
  Pause,
  Reach,
  Versions,
  WordsWanted,
} from '../ports.ts';
import { judgeAd, type Panel } from '../stages/council.ts';
import { followUp } from '../stages/follow-up.ts';
import { listItems } from '../stages/ingest.ts';
import { readGiven } from '../stages/ingest-given.ts';
import { runBatches } from '../stages/judge-batch.ts';
import { consentExecutor } from '../stages/let-data-leave.ts';
import { relink } from '../stages/link-meta.ts';
import { listJudgeItems, whenAnalysed } from '../stages/list-judge-items.ts';
import { measureItem } from '../stages/measure.ts';
import { readWordsOf } from '../stages/measure-words.ts';
import { publishExecutor } from '../stages/publish.ts';
import { conversionsExecutor } from '../stages/send-conversions.ts';
import { modelSpendExecutor } from '../stages/spend-on-models.ts';
import { openStore, type Store } from '../store/index.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import type { Sandbox } from './app.ts';
import { type Approvals, createApprovals } from './approvals.ts';
import { createAuditAnchor } from './audit-anchor.ts';
import { startBackups } from './backup-schedule.ts';
import { type CouncilTable, createCouncil } from './council.ts';
import { createDecoder } from './decoder.ts';
import { createDirector, type Director } from './director.ts';
import { readEnvironment } from './environment.ts';
import type { createEvents } from './events.ts';
import { fetchedFolderIn } from './home.ts';
import { createLearning, type Learning } from './learning.ts';
import { createLibrary, type Library } from './library.ts';
import { mediaFile } from './media-file.ts';
import { createMetaPart, type MetaPart } from './meta.ts';
import { createModelAccess } from './model-access.ts';
import { createRefreshSchedule, type RefreshPlan } from './refresh-schedule.ts';
import { refreshWork } from './refresh-work.ts';
import { resourcesFolder } from './resources.ts';
import { startAnalysis } from './start-analysis.ts';

export interface OwnerOptions {
  readonly home: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: ReturnType<typeof createEvents>;
  /** False for a command that only looks: unfinished jobs stay as they are. */
  readonly runJobs: boolean;
  /** False for a command that ends with its result; where the owner stays, words are read after each analysis. */
  readonly stays: boolean;
  readonly startMediaHost?: StartMediaHost | undefined;
  /** Null where the services are real. */
  readonly sandbox: Sandbox | null;
}

/** Everything of the process that holds the data folder. Handlers take what they need from here. */
export interface Owner extends OwnerOptions {
  readonly store: Store;
  readonly runner: Runner;
  /** Queues the reading of the words of these ads; null when nothing is left to read. */
  readWords(title: string, wanted: WordsWanted): Promise<Job | null>;
  readonly watcher: Watcher;
  readonly library: Library;
  readonly accounts: Accounts;
  /** The disks of this machine. */
  readonly files: ReturnType<typeof createFiles>;
  readonly drive: () => Promise<ReturnType<typeof createDrive>>;
  readonly council: CouncilTable;
  readonly director: Director;
  readonly approvals: Approvals;
  /** Runs beside `runner`: judging waits for services, measuring for this machine. */
  readonly judging: Runner;
  /** Brings results from Meta; it waits for that service alone. */
  readonly refreshing: Runner;
  readonly refreshPlan: RefreshPlan;
  readonly learning: Learning;
  readonly meta: MetaPart;
  readonly hubspot: DealsPort;
  /** META_AD_ACCOUNT_ID: the accounts that are meant where none is named. */
  readonly metaAccounts: readonly string[];
  /** META_PIXEL_ID. */
  readonly metaPixel: string | null;
  readonly sampleFolder: string;
  readonly resources: string;
  readonly smallPicture: typeof smallPicture;
  close(): Promise<void>;
}

/** Google's packages take longer to load than the rest of the app, so they come when they are first needed. */
const openDrive = async (...parts: Parameters<typeof createDrive>) =>
  (await import('../connectors/drive/drive.ts')).createDrive(...parts);

/** Copies over a network pause now and then, for less than this. */
const watchPace = { quietMs: 2000, everyMs: 60_000 };

/** Between two looks at a platform that cannot be reached or has not settled. */
const lookAgainMs = 15_000;

/** More than one service takes at once, so that the frames of the next are ready; the gate of each holds them to that. */
const adsAtOnce = 16;

const retry = createRetry(Math.random);
const pause: Pause = (ms, signal) => wait(ms, undefined, { signal });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const versionsWith = (decoderVersion: string): Versions => ({
  engineVersion: ENGINE_VERSION,
  decoderVersion,
  weightsVersion: WEIGHTS_VERSION,
});

/** The caller holds the owner lock. */
export async function createOwner(options: OwnerOptions): Promise<Owner> {
  const { home, clock, log, events } = options;
  const indexFailed = (error: unknown): void =>
    log.error({ error }, 'the near-duplicate index could not be read');
  const library = createLibrary({
    tell: (indexed, settled) => events.emit({ type: 'library', indexed, settled }),
    onError: indexFailed,
  });
  const store = await openStore(home, clock.now, library.near);
  if (store.recovery)
    log.error({ recovery: store.recovery }, 'the library was damaged; a backup took its place');
  const { reader, writer } = store;
  const resources = resourcesFolder();
  const settings = await reader.settings();
  const parallel = settings.parallel_files || Math.max(1, availableParallelism());
  const files = createFiles(looksLikeMedia);

  const environment = readEnvironment(process.env);
  const { bases } = environment;
  const cache = createFileCache(
    fetchedFolderIn(home),
    async () => (await reader.settings()).drive_cache_gb * 1024 ** 3,
  );
  let driveOpened: ReturnType<typeof openDrive> | undefined;
  const drive = () => (driveOpened ??= openDrive(accounts.credentials, bases, cache, retry));
  const secrets = createKeychain(home);
  const accounts: Accounts = createAccounts({
    secrets,
    store,
    environment,
    checks: {
      google: {
        check: async (...asked) => (await drive()).account.check(...asked),
        revoke: async (...asked) => (await drive()).account.revoke?.(...asked),
      },
      ...modelAccounts(bases, retry),
      meta: { check: async (...asked) => (await meta.account()).check(...asked) },
      hubspot: hubspotAccount({ base: bases.hubspot, retry }),
    },
    beginSignIn: async (client) => (await drive()).beginSignIn(client),
    clock,
    events,
    log,
  });

  const meta = createMetaPart({ accounts, environment, cache, store, pause, retry, clock });

  const decoder = createDecoder(store, {
    parallel,
    ffmpegDir: settings.ffmpeg_dir || null,
    resources,
    startHost: options.startMediaHost,
    log,
  });
  // With nothing in the library the first files will be decoded; if the decoder is broken, the first one tells.
  if (options.runJobs && (await reader.totals()).library === 0) decoder.opened().catch(() => undefined);
  const sourceOf = async (isDrive: boolean, isMeta: boolean): Promise<AdSource> =>
    isDrive ? (await drive()).files : isMeta ? meta.files() : files;
  const sourceOfItem = ({ root }: JobItem): Promise<AdSource> =>
    sourceOf(isDriveRoot(root), isMetaRoot(root));
  /** For jobs over ads that were measured: what has left the cache since then is fetched again. */
  const fetchedAgain: Pick<AdSource, 'fetchAhead' | 'fetch'> = {
    fetchAhead: 0,
    fetch: async (item, signal) => (await sourceOfItem(item)).fetch(item, signal),
  };
  const backups = startBackups(store, clock, log);
  // One job runs at a time, and its ads are stored once it has ended.
  let measuredAgain = false;
  /** What was just measured may be what an ad at Meta shows. */
  async function linkAgain(): Promise<void> {
    if (!(await reader.hasMetaAds())) return;
    await relink({ reader, writer, clock }, (await reader.settings()).meta_ad_names);
    events.emit({ type: 'learnt' });
  }
  const settleLibrary = (): void => void library.settled(reader).catch(indexFailed);
  const runner = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: () => parallel,
    work: {
      analyze: {
        async start(jobId) {
          const payload = await reader.payload(jobId);
          const source = await sourceOf(payload.drive !== null, payload.meta !== null);
          // Ads that are measured again may each have come from elsewhere.
          const ofAds = payload.paths.length === 0 && payload.drive === null && payload.meta === null;
          return {
            source: ofAds ? fetchedAgain : source,
            async list(signal, onBatch) {
              const versions = payload.fresh ? null : versionsWith(await decoder.version());
              await listItems({ source, writer }, jobId, payload, versions, signal, onBatch);
            },
            async run(item, memory, signal) {
              const media = await decoder.opened();
              const ports = { source: await sourceOfItem(item), media, reader, writer, clock };
              const options = { ...memory, fresh: payload.fresh, signal };
              const end = await measureItem(ports, versionsWith(media.decoderVersion), item, options);
              if (end.kind === 'analyzed') measuredAgain ||= library.knows(end.ad.id);
              return end;
            },
          };
        },
        async finished(job) {
          const given = await readGiven({ foldersOf, reader, writer }, job.id);
          if (given.length > 0) events.emit({ type: 'ads', job_id: job.id, ids: given });
          if (job.state === 'done') await linkAgain();
          events.flush();
          if (measuredAgain) library.outdate();
          measuredAgain = false;
          settleLibrary();
          if (options.stays && job.state === 'done')
            await readWords(`Words of ${job.title}`, { job_id: job.id });
          await backups.afterJob();
        },
      },
      read: {
        start: async () => ({
          source: fetchedAgain,
          list: async () => undefined,
          async run(item, _memory, signal) {
            const [source, media] = [await sourceOfItem(item), await decoder.opened()];
            return readWordsOf({ source, media, reader, clock }, item, signal);
          },
        }),
        finished: async () => events.flush(),
      },
    },
  });
  const anchor = createAuditAnchor(home, secrets, log);
  const access = createModelAccess(accounts, bases);
  const reach: Reach = async (judge) => access(judge, await reader.settings());
  const agreeTo = (key: string, account: string) => writer.agreeTo(key, account, clock.now());
  const approvals = createApprovals({
    store,
    anchor,
    outside: {
      adAccount: meta.adAccount,
      tagged: {
        'send conversions': conversionsExecutor({ reader, writer, clock, sha256, port: meta.conversions }),
        publish: publishExecutor({ drafts: meta.drafts, mediaOf: mediaFile(store) }),
        'model spend': modelSpendExecutor({
          reach,
          agreeTo,
          job: reader.job,
          async begin(id, title, payload) {
            judging.enqueue(await writer.createJudgeJob(title, payload, clock.now(), id));
          },
        }),
        'data leaves': consentExecutor({
          reach,
          agreeTo,
          isAgreed: async (key, account) =>
            (await reader.agreedTo()).some((one) => one.judge === key && one.account === account),
        }),
      },
    },
    events,
    clock,
    log,
    person: userInfo().username,
    lookAgainMs,
  });
  const council = createCouncil({ access, store, clock });
  const director = createDirector({ access, store, approvals, clock, events, log });
  async function askByBatch(jobId: JobId, payload: JudgePayload, signal: AbortSignal): Promise<void> {
    await whenAnalysed(reader, pause, payload, signal);
    const media = await decoder.opened();
    const source: Pick<AdSource, 'stamp' | 'sha256'> = {
      stamp: async (item) => (await sourceOfItem(item as JobItem)).stamp(item),
      sha256: async (item, stop) => (await sourceOfItem(item as JobItem)).sha256(item, stop),
    };
    const ports = { source, media, reader, writer, clock, fetch: fetchedAgain.fetch };
    await runBatches(ports, jobId, payload, await council.batchSeats(payload), signal);
  }
  const judging = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: () => adsAtOnce,
    work: {
      judge: {
        async start(jobId) {
          const payload = await reader.judgePayload(jobId);
          const panel: Panel = await council.panel(jobId, payload);
          return {
            source: fetchedAgain,
            listsFirst: payload.cheaper,
            async list(signal, onBatch) {
              if (payload.cheaper) await askByBatch(jobId, payload, signal);
              await listJudgeItems({ reader, writer, pause }, jobId, payload, signal, onBatch);
            },
            async run(item, _memory, signal) {
              const [source, media] = [await sourceOfItem(item), await decoder.opened()];
              return judgeAd({ source, media, reader, writer, clock }, panel, item, signal);
            },
          };
        },
        finished: async () => events.flush(),
      },
    },
  });
  const learning = createLearning({
    store,
    library,
    learner: createLearner(),
    clock,
    events,
    onError: (error) => log.warn({ error }, 'nothing could be learnt from an account'),
  });
  const refreshing = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: () => 1,
    work: {
      refresh: refreshWork({
        meta,
        store,
        metaAccounts: environment.metaAccounts,
        clock,
        async done(job) {
          events.flush();
          await learning.buildAll();
          const settled = await followUp({ reader, writer, clock, hash: sha256 });
          if (settled > 0) events.emit({ type: 'approvals' });
          await refreshPlan.done(job);
        },
      }),
    },
  });
  const refreshPlan = createRefreshSchedule({
    store,
    refreshing,
    events,
    approvals,
    clock,
    log,
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    metaConnected: () => accounts.isConnected('meta'),
  });
  async function readWords(title: string, wanted: WordsWanted): Promise<Job | null> {
    const known = await reader.unfinishedReadJob(wanted);
    if (known?.state === 'waiting') return runner.resume(known.id, false);
    const job = known ?? (await writer.createReadJob(title, wanted, TEXT_VERSION, clock.now()));
    if (job) runner.enqueue(job);
    return job;
  }
  const watcher = createWatcher({
    watched: reader.watched,
    source: files,
    reader,
    onChanges,
    analyze: (folder, payload) =>
      startAnalysis({ store, runner, clock }, `New in ${basename(folder) || folder}`, payload),
    tell: () => events.emit({ type: 'watch' }),
    log,
    pace: watchPace,
  });
  await director.restarted();
  if (options.runJobs) {
    await runner.start();
    if (options.stays) await watcher.refresh();
    await judging.start();
    await approvals.restarted();
    await refreshing.start();
    if (options.stays) refreshPlan.start();
  }

  return {
    ...options,
    store,
    runner,
    readWords,
    watcher,
    library,
    accounts,
    files,
    drive,
    council,
    director,
    approvals,
    judging,
    refreshing,
    refreshPlan,
    learning,
    meta,
    resources,
    // The picture library is loaded by the first report, not by every command.
    smallPicture: async (...asked) => (await import('../media/small-picture.ts')).smallPicture(...asked),
    hubspot: createDeals({
      credential: () => accounts.credentials.of('hubspot'),
      base: bases.hubspot,
      retry,
    }),
    metaAccounts: environment.metaAccounts,
    metaPixel: environment.metaPixel,
    sampleFolder: join(resources, 'samples'),
    async close() {
      accounts.close();
      watcher.close();
      await director.close();
      await approvals.close();
      await anchor.settled();
      await judging.close();
      await refreshPlan.close();
      await learning.close();
      await refreshing.close();
      await runner.close();
      await decoder.close();
      backups.stop();
      library.close();
      store.close();
    },
  };
}
