import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../contract/index.ts';
import { refOfCached } from '../../core/ingest/drive-place.ts';
import type { AdSource, JobItem } from '../../ports.ts';
import type { DriveCache } from './cache.ts';
import type { DriveClient } from './client.ts';
import { download } from './download.ts';
import { createRamp } from './ramp.ts';
import { walkDrive } from './walk.ts';

/** Downloads that may be under way beside the files that are measured: enough to keep a line and two cores busy. */
const fetchAhead = 8;
/** Meta's own limit for a video, as for a dropped file. */
const largestBytes = 4 * 1024 ** 3;
/** Room that is left for the library itself. */
const reserveBytes = 256 * 1024 ** 2;

/** Files of Google Drive: listed there, fetched into the cache when their turn comes, and read from it. */
export function createDriveFiles(client: DriveClient, cache: DriveCache): AdSource {
  /** Two items may mean one file: a shortcut beside what it leads to. */
  const underWay = new Map<string, Promise<void>>();
  const inTurn = createRamp(fetchAhead);

  async function bring({ absolute, stamp }: JobItem, signal: AbortSignal): Promise<void> {
    if (stamp.size === 0) throw new AppError('EMPTY_FILE');
    if (stamp.size > largestBytes)
      throw new AppError('TOO_LARGE', `It has ${stamp.size} bytes; at most ${largestBytes} are fetched.`);
    if (await cache.has(absolute, stamp.size)) return;
    await cache.makeRoom(stamp.size);
    const { bavail, bsize } = await statfs(cache.folder);
    const free = bavail * bsize - reserveBytes;
    if (stamp.size > free)
      throw new AppError(
        'TOO_LARGE',
        `It has ${stamp.size} bytes and ${Math.max(0, free)} are free on this disk.`,
      );
    const md5 = /^[0-9a-f]{32}$/.test(stamp.mtimeNs) ? stamp.mtimeNs : null;
    const part = `${absolute}.part`;
    const wanted = { ref: refOfCached(absolute), bytes: stamp.size, md5 };
    await inTurn(async () => {
      signal.throwIfAborted();
      await download(client, wanted, part, signal);
    });
    await cache.keep(part, absolute, stamp.size);
  }

  return {
    fetchAhead,
    list: ({ drive }, signal) => {
      if (drive === null) throw new AppError('INVALID_INPUT', 'The job names no folder of Drive.');
      return walkDrive(client, drive, cache.folder, signal);
    },

    async fetch(item, signal) {
      const release = cache.hold(item.absolute);
      try {
        for (let other = underWay.get(item.absolute); other; other = underWay.get(item.absolute))
          await other.catch(() => undefined);
        const bringing = bring(item, signal);
        underWay.set(item.absolute, bringing);
        await bringing.finally(() => underWay.delete(item.absolute));
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },

    /** Its stamp is Drive's: what counts is whether Drive has another version, not when it was fetched. */
    async stamp({ absolute, stamp }) {
      if (!(await cache.has(absolute, stamp.size)))
        throw new AppError('UNREADABLE', 'It has gone from the cache.');
      return stamp;
    },

    async sha256({ absolute }, signal) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(absolute), hash, { signal });
      return hash.digest('hex');
    },
  };
}
