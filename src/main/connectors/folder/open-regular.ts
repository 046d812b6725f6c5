import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { AppError } from '../../../contract/index.ts';

/** No link at the end of the path, and a pipe that took a file's place must not hold the open. Windows has neither. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens the very file that stands at this path. One of its folders may have been swapped for a link since it was listed,
 * and back again, so it is asked where the open handle leads: any number of questions about the path can be outrun.
 */
export async function openRegular(absolute: string): Promise<FileHandle> {
  const handle = await open(absolute, flags);
  try {
    if (!(await handle.stat()).isFile()) throw new AppError('UNREADABLE', 'It is no longer a regular file.');
    if (!(await leadsTo(handle, absolute))) throw new AppError('UNREADABLE', 'A link has taken its place.');
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function leadsTo(handle: FileHandle, absolute: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const path = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => null);
    if (path !== null) return path === absolute;
  }
  // Elsewhere a handle does not tell its path: the same file between two looks at a path without links.
  if ((await realpath(absolute)) !== absolute) return false;
  const [opened, there] = [await handle.stat({ bigint: true }), await lstat(absolute, { bigint: true })];
  return opened.ino === there.ino && opened.dev === there.dev && (await realpath(absolute)) === absolute;
}
