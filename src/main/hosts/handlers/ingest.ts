import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { AppError, type Job, type JobId, type Source } from '../../../contract/index.ts';
import { driveRef } from '../../core/ingest/drive-link.ts';
import type { AnalyzePayload, MetaAccount } from '../../ports.ts';
import { lookInto } from '../../stages/look-into.ts';
import type { Handlers } from '../bind.ts';
import { inTime } from '../in-time.ts';
import type { Owner } from '../owner.ts';
import { startAnalysis } from '../start-analysis.ts';
import { checkRoom, uploadFolder } from '../uploads.ts';

type Ingest = Pick<Handlers, Extract<keyof Handlers, `ingest.${string}`>>;

const recentFolders = 10;
/** A person waits for these. */
const lookMs = 20_000;
/** What a job is pointed at before anything is named. */
const nothing: AnalyzePayload = { paths: [], drive: null, meta: null, max: null, fresh: false };

export function ingestHandlers(owner: Owner): Ingest {
  const { store, runner, clock, library } = owner;

  const start = (title: string, payload: AnalyzePayload): Promise<Job> =>
    startAnalysis(owner, title, payload);

  /** Asked at once, so that what is wrong is told to the one who asks and not to a job. */
  const metaAccounts = async (account: string | undefined): Promise<MetaAccount[]> => {
    const { accounts } = await owner.meta.ads();
    const asked = account === undefined ? owner.metaAccounts : [account];
    return inTime('Meta', lookMs, (signal) => accounts(asked, signal));
  };

  async function waitingUpload(jobId: JobId): Promise<Job> {
    const job = await store.reader.job(jobId);
    if (!job) throw new AppError('NOT_FOUND', `Job ${jobId}.`);
    if (job.state !== 'waiting')
      throw new AppError('CONFLICT', `The job is ${job.state}, not waiting for files.`);
    return job;
  }

  async function keepRecent(path: string): Promise<void> {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    const others = (await store.reader.settings()).recent_folders.filter((folder) => folder !== path);
    await store.writer.setSettings({ recent_folders: [path, ...others].slice(0, recentFolders) });
    owner.events.emit({ type: 'settings' });
  }

  return {
    async 'ingest.analyze'({ paths, max, fresh }) {
      for (const path of paths) {
        if (!isAbsolute(path))
          throw new AppError('INVALID_INPUT', `paths: "${path}" is not an absolute path.`);
        if (!existsSync(path)) throw new AppError('NOT_FOUND', path);
      }
      const job = await start(titleOf(paths), { ...nothing, paths, max: max ?? null, fresh });
      await keepRecent(paths[0] as string);
      return { job_id: job.id };
    },
    async 'ingest.lookDrive'({ link, max }) {
      const drive = driveRef(link);
      const { nameOf, files } = await owner.drive();
      return inTime('Google Drive', lookMs, async (signal) => {
        const title = await nameOf(drive, signal);
        const payload = { ...nothing, drive, max: max ?? null };
        return { title, ...(await lookInto({ source: files, reader: store.reader }, payload, signal)) };
      });
    },
    async 'ingest.analyzeDrive'({ link, max, fresh }) {
      const drive = driveRef(link);
      const { nameOf } = await owner.drive();
      // Asked at once, so that a wrong link is told to the one who pasted it and not to a job.
      const title = await inTime('Google Drive', lookMs, (signal) => nameOf(drive, signal));
      return { job_id: (await start(title, { ...nothing, drive, max: max ?? null, fresh })).id };
    },
    async 'ingest.analyzeMeta'({ account, max, fresh }) {
      const [only, another] = await metaAccounts(account);
      if (!only || another)
        throw new AppError('INVALID_INPUT', 'account: several ad accounts are connected; name one of them.');
      const meta = { account: only.id };
      const title = `Ads that run in ${only.name}`;
      return { job_id: (await start(title, { ...nothing, meta, max: max ?? null, fresh })).id };
    },
    async 'ingest.metaAccounts'() {
      const found = await metaAccounts(undefined);
      return { accounts: found.map(({ id, name, currency }) => ({ id, name, currency })) };
    },
    async 'ingest.samples'() {
      if (!existsSync(owner.sampleFolder)) throw new AppError('NOT_FOUND', owner.sampleFolder);
      return { job_id: (await start('Sample ads', { ...nothing, paths: [owner.sampleFolder] })).id };
    },
    async 'ingest.openUpload'({ title, bytes }) {
      await checkRoom(owner.home, bytes);
      const job = await store.writer.createJob(title, nothing, 'waiting', clock.now());
      await mkdir(uploadFolder(owner.home, job.id), { recursive: true });
      owner.events.emit({ type: 'job', job });
      return { job_id: job.id };
    },
    async 'ingest.closeUpload'({ job_id }) {
      await waitingUpload(job_id);
      await store.writer.setPayload(job_id, {
        ...nothing,
        paths: [uploadFolder(owner.home, job_id)],
      });
      return { job_id: (await runner.resume(job_id, false)).id };
    },
    async 'ingest.result'({ job_id }) {
      const job = await store.reader.job(job_id);
      if (!job) throw new AppError('NOT_FOUND', `Job ${job_id}.`);
      const [counts, failures, skipped, places] = await Promise.all([
        store.reader.counts(job_id),
        store.reader.failures(job_id),
        store.reader.skipped(job_id),
        store.reader.adPaths(job_id),
      ]);
      await library.settled(store.reader);
      const ads = await store.reader.ads([...places.keys()], library.factsOf);
      const { analyzed, reused } = counts;
      return {
        version: 1,
        job: { id: job.id, state: job.state, started_at: job.started_at, finished_at: job.finished_at },
        counts: {
          found: analyzed + reused + failures.length + skipped.length,
          analyzed,
          reused,
          failed: failures.length,
          skipped: skipped.length,
        },
        // Paths as this job saw them: the library may know the same bytes under another root.
        ads: ads.map((ad) => {
          const place = places.get(ad.id) as { source: Source; paths: string[] };
          return {
            ...ad,
            path: place.paths[0] as string,
            other_paths: place.paths.slice(1),
            source: place.source,
          };
        }),
        failures,
        skipped,
      };
    },
  };
}

const titleOf = (paths: readonly string[]): string => {
  const first = basename(paths[0] as string) || (paths[0] as string);
  return paths.length === 1 ? first : `${first} and ${paths.length - 1} more`;
};
