import { existsSync } from 'node:fs';
import { lstat, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, JobId } from '../../contract/index.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { fetchedFolderIn } from './home.ts';
import { uploadFolder } from './uploads.ts';

/** A tab that sends writes all the time; the gateway gives up on a silent one much sooner. */
const silentMs = 10 * 60_000;

/** What a browser dropped lies in the data folder for as long as it is of use there. */
export function createUploadEnds(parts: {
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly home: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly cancel: (jobId: JobId) => Promise<Job>;
  readonly log: Pick<Log, 'warn'>;
}) {
  const { store, home, clock, cancel, log } = parts;

  return {
    /** Of a cancelled job: files that were never all there are of no use. Once they were, it can go on with them. */
    async calledOff(jobId: JobId): Promise<void> {
      const { paths } = await store.reader.payload(jobId);
      if (paths.length === 0) await rm(uploadFolder(home, jobId), { recursive: true, force: true });
    },
    /** Nobody sends any more to a job whose tab was closed in the middle: it would wait for ever. */
    async cancelLeft(): Promise<void> {
      for (const { jobId, openedAt } of await store.reader.openUploads()) {
        // The folder comes after the job.
        const lastMs = (await lastWritten(uploadFolder(home, jobId))) || Date.parse(openedAt);
        const silent = Date.parse(clock.now()) - lastMs;
        if (silent >= silentMs)
          await cancel(jobId).catch((error: unknown) => log.warn({ error, jobId }, 'upload not ended'));
      }
    },
    /** Bytes that the library has already under another path, dropped again, need not lie here twice. */
    async dropCopies(job: Job): Promise<void> {
      const folder = uploadFolder(home, job.id);
      if (job.state !== 'done' || !existsSync(folder)) return;
      const fetched = fetchedFolderIn(home);
      for (const adId of (await store.reader.adPaths(job.id)).keys()) {
        const places = await store.reader.placesOf(adId);
        const others = places.filter(
          ({ root, absolute }) => root !== folder && !absolute.startsWith(fetched),
        );
        const same = await Promise.all(others.map(isUnchanged));
        const [kept] = [
          ...others.filter((_, at) => same[at]),
          ...places.filter(({ root }) => root === folder),
        ];
        const copies = places.filter((place) => place.root === folder && place !== kept);
        await store.writer.forgetPlaces(
          adId,
          folder,
          copies.map(({ path }) => path),
        );
        for (const { absolute } of copies) await rm(absolute, { force: true });
      }
      if ((await filesIn(folder)).length === 0) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another version may have been written over what was read there. */
async function isUnchanged(place: { absolute: string; size: number; mtimeNs: string }): Promise<boolean> {
  const now = await lstat(place.absolute, { bigint: true }).catch(() => null);
  return now?.isFile() === true && Number(now.size) === place.size && String(now.mtimeNs) === place.mtimeNs;
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function lastWritten(folder: string): Promise<number> {
  const times = [folder, ...(await filesIn(folder))].map(
    async (path) => (await stat(path).catch(() => null))?.mtimeMs ?? 0,
  );
  return Math.max(...(await Promise.all(times)));
}
