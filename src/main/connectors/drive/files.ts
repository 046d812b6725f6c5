import { AppError } from '../../../contract/index.ts';
import { refOfCached } from '../../core/ingest/drive-place.ts';
import type { AdSource } from '../../ports.ts';
import { createFetchedFiles, fetchAhead } from '../net/fetched-files.ts';
import type { FileCache } from '../net/file-cache.ts';
import type { DriveClient } from './client.ts';
import { download } from './download.ts';
import { createRamp } from './ramp.ts';
import { walkDrive } from './walk.ts';

export function createDriveFiles(client: DriveClient, cache: FileCache): AdSource {
  const inTurn = createRamp(fetchAhead, () => performance.now());
  return createFetchedFiles(cache, {
    list: ({ drive }, signal) => {
      if (drive === null) throw new AppError('INVALID_INPUT', 'The job names no folder of Drive.');
      return walkDrive(client, drive, cache.folder, signal);
    },
    bytesOf: ({ size }) => size,
    async bring({ absolute, stamp }, signal) {
      if (stamp.size === 0) throw new AppError('EMPTY_FILE');
      const done = await cache.makeRoom(stamp.size, signal);
      try {
        const md5 = /^[0-9a-f]{32}$/.test(stamp.mtimeNs) ? stamp.mtimeNs : null;
        const part = `${absolute}.part`;
        const wanted = { ref: refOfCached(absolute), bytes: stamp.size, md5 };
        await inTurn(stamp.size, async (heard) => {
          signal.throwIfAborted();
          await download(client, { ...wanted, heard }, part, signal);
        });
        await cache.keep(part, absolute, stamp.size);
      } finally {
        done();
      }
    },
  });
}
