import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { AppError } from '../../contract/index.ts';
import { requireSize } from '../core/ingest/file-size.ts';
import { HEAD_BYTES } from './kind.ts';

/** A file that was looked at: regular, not empty, of a size we accept. */
export interface MediaFile {
  readonly path: string;
  readonly size: number;
  readonly head: Uint8Array;
}

/**
 * A named pipe would block every decoder for ever, so only regular files get this far; asked again on the open handle,
 * for a path may be swapped in between.
 */
export async function openMediaFile(path: string): Promise<MediaFile> {
  try {
    if (!(await lstat(path)).isFile()) throw new AppError('UNREADABLE', 'It is not a regular file.');
    const handle = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new AppError('UNREADABLE', 'It is not a regular file.');
      if (stat.size === 0) throw new AppError('EMPTY_FILE');
      requireSize(stat.size);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return { path, size: stat.size, head: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError('UNREADABLE', `(${code ?? 'unknown'})`, { cause: error });
  }
}
