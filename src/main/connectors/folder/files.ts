import { createHash } from 'node:crypto';
import { lstat, realpath } from 'node:fs/promises';
import { AppError } from '../../../contract/index.ts';
import type { AdSource, FileStamp } from '../../ports.ts';
import { openRegular } from './open-regular.ts';
import { stampOf } from './stamp.ts';
import { type Telling, walk } from './walk.ts';

const chunkBytes = 1 << 20;

/** Files on this machine's disks, read as they are. */
export const createFiles = (telling: Telling): AdSource => ({
  fetchAhead: 0,
  list: ({ paths, fresh }, signal) =>
    walk(paths, fresh ? { ...telling, knownNoMedia: undefined } : telling, signal),
  fetch: async () => () => undefined,

  /** A file or one of its folders may have been swapped for a link since it was listed. */
  async stamp({ absolute }): Promise<FileStamp> {
    try {
      const stat = await lstat(absolute, { bigint: true });
      if (!stat.isFile()) throw new AppError('UNREADABLE', 'It is no longer a regular file.');
      if ((await realpath(absolute)) !== absolute)
        throw new AppError('UNREADABLE', 'A link has taken its place.');
      if (stat.size === 0n) throw new AppError('EMPTY_FILE');
      return stampOf(stat);
    } catch (error) {
      throw unreadable(error);
    }
  },

  async sha256({ absolute }, signal): Promise<string> {
    try {
      const handle = await openRegular(absolute);
      try {
        const hash = createHash('sha256');
        const buffer = Buffer.allocUnsafe(chunkBytes);
        for (;;) {
          signal.throwIfAborted();
          const { bytesRead } = await handle.read(buffer, 0, chunkBytes);
          if (bytesRead === 0) return hash.digest('hex');
          hash.update(buffer.subarray(0, bytesRead));
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw unreadable(error);
    }
  },
});

function unreadable(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  return new AppError('UNREADABLE', `(${String(error.code)})`, { cause: error });
}
