import { availableParallelism, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { foldersOf } from '../connectors/folder/beside.ts';
import { onChanges } from '../connectors/folder/changes.ts';
import { createFiles } from '../connectors/folder/files.ts';
import { createBacktester } from '../jobs/backtester.ts';
import { createDecider } from '../jobs/decider.ts';
import { createLearner } from '../jobs/learner.ts';
import { createRunner, type Runner } from '../jobs/runner.ts';
import { createWatcher, type Watcher } from '../jobs/watcher.ts';
import { KIND_VERSION, looksLikeMedia } from '../media/kind.ts';
import type { StartMediaHost } from '../media/pool.ts';
import type { smallPicture } from '../media/small-picture.ts';
import type { Clock, Decider, Log, Reach } from '../ports.ts';
import { followUp } from '../stages/follow-up.ts';
import { relink } from '../stages/link-meta.ts';
import { watchOrders } from '../stages/watch-orders.ts';
import { isNewLibrary } from '../store/db.ts';
import { openStore, type Store } from '../store/index.ts';
import { defaultSettings } from '../store/repos/settings.ts';
import type { Sandbox } from './app.ts';
import { type Approvals, createApprovals } from './approvals.ts';
import { createAuditAnchor } from './audit-anchor.ts';
import { type Backtests, createBacktests } from './backtests.ts';
import { startBackups } from './backup-schedule.ts';
import { type CouncilTable, createCouncil } from './council.ts';
import { createDecoder } from './decoder.ts';
import { createDirector, type Director } from './director.ts';
import { readEnvironment } from './environment.ts';
import type { createEvents } from './events.ts';
import { isDataFolder } from './home.ts';
import { createJoining } from './joining.ts';
import { judgeWork } from './judge-work.ts';
import { createLearning, type Learning } from './learning.ts';
import { createLibrary, type Library } from './library.ts';
import { createLogos } from './logos.ts';
import { measureWork } from './measure-work.ts';
import { createProgramSpend, type ProgramSpend } from './program-spend.ts';
import { createRefreshSchedule, type RefreshPlan } from './refresh-schedule.ts';
import { refreshWork } from './refresh-work.ts';
import { resourcesFolder } from './resources.ts';
import { createServices, pause, type Services } from './services.ts';
import { createSources } from './sources.ts';
import { startAnalysis } from './start-analysis.ts';
import { readLeftover, startReading } from './start-reading.ts';
import { taggedExecutors } from './tagged-executors.ts';
import { createUploadEnds } from './upload-ends.ts';

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
export interface Owner extends OwnerOptions, Pick<Services, 'accounts' | 'drive' | 'meta' | 'hubspot'> {
  readonly store: Store;
  readonly runner: Runner;
  readonly logos: ReturnType<typeof createLogos>;
  readonly watcher: Watcher;
  readonly library: Library;
  /** The disks of this machine. */
  readonly files: ReturnType<typeof createFiles>;
  readonly council: CouncilTable;
  readonly director: Director;
  readonly programs: ProgramSpend;
  readonly approvals: Approvals;
  /** Runs beside `runner`: judging waits for services, measuring for this machine. */
  readonly judging: Runner;
  /** Brings results from Meta; it waits for that service alone. */
  readonly refreshing: Runner;
  readonly refreshPlan: RefreshPlan;
  readonly learning: Learning;
  readonly backtests: Backtests;
  readonly decider: Decider;
  /** META_AD_ACCOUNT_ID: the accounts that are meant where none is named. */
  readonly metaAccounts: readonly string[];
  /** META_PIXEL_ID. */
  readonly metaPixel: string | null;
  readonly backups: Pick<ReturnType<typeof startBackups>, 'byHand' | 'problem'>;
  readonly sampleFolder: string;
  readonly resources: string;
  readonly smallPicture: typeof smallPicture;
  close(): Promise<void>;
}

/** Copies over a network pause now and then, for less than this. */
const watchPace = { quietMs: 2000, everyMs: 60_000 };

/** Between two looks at a platform that cannot be reached or has not settled. */
const lookAgainMs = 15_000;

/** More than one service takes at once, so that the frames of the next are ready; the gate of each holds them to that. */
const adsAtOnce = 16;

/** The caller holds the owner lock. */
export async function createOwner(options: OwnerOptions): Promise<Owner> {
  const { home, clock, log, events } = options;
  const indexFailed = (error: unknown): void =>
    log.error({ error }, 'the near-duplicate index could not be read');
  const library = createLibrary({
    tell: (indexed, settled) => events.emit({ type: 'library', indexed, settled }),
    onError: indexFailed,
  });
  // Before anything is started: it may be refused.
  const environment = readEnvironment(process.env);
  const isNew = isNewLibrary(home);
  const opening = openStore(home, clock.now, library.near);
  const resources = resourcesFolder();
  let readSettings = async () => (isNew ? defaultSettings : (await opening).reader.settings());
  const decodedBy = async () => {
    const { parallel_files, ffmpeg_dir } = await readSettings();
    return {
      parallel: parallel_files || Math.max(1, availableParallelism()),
      ffmpegDir: ffmpeg_dir || null,
    };
  };
  const decoder = createDecoder(opening, decodedBy, { resources, startHost: options.startMediaHost, log });
  // What is only being made will be filled, and its decoder takes as long to start as it takes to make. If the decoder
  // is broken, the first file tells.
  if (isNew && options.runJobs) decoder.opened().catch(() => undefined);
  const store = await opening.catch(async (error: unknown) => {
    await decoder.close();
    throw error;
  });
  if (store.recovery)
    log.error({ recovery: store.recovery }, 'the library was damaged; a backup took its place');
  const { reader, writer } = store;
  readSettings = reader.settings;
  const files = createFiles({
    looksLikeMedia,
    isDataFolder,
    knownNoMedia: (absolutes) => reader.noMedia(absolutes, KIND_VERSION),
  });

  const services = createServices({ home, store, environment, clock, events, log });
  const { accounts, drive, meta } = services;
  const sources = createSources({ files, drive, meta });
  const backups = startBackups(store, clock, log);
  /** What was just measured may be what an ad at Meta shows. */
  async function linkAgain(): Promise<void> {
    if (!(await reader.hasMetaAds())) return;
    await relink({ reader, writer, clock }, (await reader.settings()).meta_ad_names);
    events.emit({ type: 'learnt' });
  }
  const logos = createLogos(store, decoder.opened);
  const settleLibrary = (): void => void library.settled(reader).catch(indexFailed);
  const runner = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: async () => (await decodedBy()).parallel,
    work: measureWork({
      kindVersion: KIND_VERSION,
      store,
      sources,
      decoder,
      logoFile: logos.file,
      foldersOf,
      library,
      events,
      clock,
      calledOff: (jobId) => uploads.calledOff(jobId),
      async ended(job) {
        const done = job.state === 'done';
        await uploads
          .dropCopies(job)
          .catch((error: unknown) => log.warn({ error, jobId: job.id }, 'copies not dropped'));
        if (done) await linkAgain();
        settleLibrary();
        if (done && options.stays)
          await startReading({ store, runner, clock }, `Words of ${job.title}`, { job_id: job.id });
        await backups.afterJob();
      },
    }),
  });
  const uploads = createUploadEnds({ store, home, clock, cancel: runner.cancel, log });
  const anchor = createAuditAnchor(home, services.secrets, log);
  const access = services.models;
  const reach: Reach = async (judge) => access(judge, await reader.settings());
  const approvals = createApprovals({
    store,
    anchor,
    outside: {
      adAccount: meta.adAccount,
      tagged: taggedExecutors({
        ...{ store, meta, clock, reach },
        begin: async (id, title, payload) =>
          judging.enqueue(await writer.createJudgeJob(title, payload, clock.now(), id)),
        goOn: (...asked) => director.goOn(...asked),
      }),
    },
    events,
    clock,
    log,
    person: userInfo().username,
    lookAgainMs,
    haltOthers: async (why) => void (await Promise.all([judging.halt(why), director.halt(why)])),
  });
  const council = createCouncil({ access, store, clock });
  const programs = createProgramSpend(reader, clock);
  const director = createDirector({ access, store, programs, clock, events, log });
  const joinAgain = createJoining(store);
  const judging = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: async () => adsAtOnce,
    work: {
      judge: judgeWork({
        ...{ store, sources, decoder, foldersOf, council, programs, joinAgain, events, clock, pause, log },
      }),
    },
  });
  const learning = createLearning({
    store,
    library,
    learner: createLearner(),
    joinAgain,
    clock,
    events,
    onError: (error) => log.warn({ error }, 'nothing could be learnt from an account'),
  });
  const decider = createDecider();
  const backtests = createBacktests({ reader, clock, backtester: createBacktester() });
  const refreshing = createRunner({
    reader,
    writer,
    events,
    clock,
    log,
    parallel: async () => 1,
    work: {
      refresh: refreshWork({
        meta,
        store,
        metaAccounts: environment.metaAccounts,
        clock,
        async follows() {
          events.flush();
          await learning.buildAll();
          const settled = await followUp({ reader, writer, clock });
          if (settled > 0) events.emit({ type: 'approvals' });
          await watchOrders({ reader, writer, clock });
        },
        done: (job) => refreshPlan.done(job),
      }),
    },
  });
  const refreshPlan = createRefreshSchedule({
    store,
    refreshing,
    events,
    clock,
    log,
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    metaConnected: () => accounts.isConnected('meta'),
  });
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
  let callOffReading: (() => void) | undefined;
  await approvals.opened();
  await director.restarted();
  if (options.runJobs) {
    await runner.start();
    if (options.stays) await watcher.refresh();
    await judging.start();
    await approvals.restarted();
    await refreshing.start();
    if (options.stays) refreshPlan.start();
    if (options.stays) callOffReading = readLeftover({ store, runner, clock }, log);
    uploads.cancelLeft().catch((error: unknown) => log.warn({ error }, 'uploads not ended'));
  }

  return {
    ...options,
    store,
    runner,
    logos,
    watcher,
    library,
    accounts,
    files,
    drive,
    council,
    director,
    programs,
    approvals,
    judging,
    refreshing,
    refreshPlan,
    learning,
    backtests,
    decider,
    meta,
    resources,
    // The picture library is loaded by the first report, not by every command.
    smallPicture: async (...asked) => (await import('../media/small-picture.ts')).smallPicture(...asked),
    hubspot: services.hubspot,
    metaAccounts: environment.metaAccounts,
    metaPixel: environment.metaPixel,
    sampleFolder: join(resources, 'samples'),
    backups,
    async close() {
      accounts.close();
      watcher.close();
      callOffReading?.();
      // First what may begin an answer.
      await approvals.close();
      // Whoever approves a dearer answer at a terminal gets it: a command ends with what it began.
      if (!options.stays) await director.settled();
      await director.close();
      await anchor.settled();
      await judging.close();
      await refreshPlan.close();
      await learning.close();
      decider.close();
      await backtests.close();
      await refreshing.close();
      await runner.close();
      await decoder.close();
      await services.keep();
      backups.stop();
      library.close();
      store.close();
    },
  };
}
