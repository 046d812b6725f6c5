import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, JobId } from '../../contract/index.ts';
import { safeUploadPath } from '../core/ingest/upload-path.ts';
import { isFull } from '../core/is-full.ts';

/** Meta's own limit for a video, and the largest file one drop may carry. */
const largestFileBytes = 4 * 1024 ** 3;
/** Room that is left for the library itself. */
const reserveBytes = 256 * 1024 ** 2;

export const uploadsIn = (home: string): string => join(home, 'uploads');
export const uploadFolder = (home: string, jobId: string): string => join(uploadsIn(home), jobId);
/** The folder of a drop is named after its job: what was dropped lies below it, and nobody knows it by that name. */
export const isUploadFolder = (home: string, path: string): boolean => dirname(path) === uploadsIn(home);

export async function checkRoom(home: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(home);
  const free = bavail * bsize - reserveBytes;
  if (bytes > free)
    throw new AppError('DISK_FULL', `${bytes} bytes are needed and ${Math.max(0, free)} are free.`);
}

/** Writes one dropped file under the job's folder: whole or not at all. */
export async function receiveUpload(
  home: string,
  jobId: string,
  relativePath: string,
  body: AsyncIterable<Uint8Array>,
  declaredBytes: number | null,
): Promise<{ bytes: number }> {
  const folder = uploadFolder(home, JobId.parse(jobId));
  const target = join(folder, safeUploadPath(relativePath));
  if (declaredBytes !== null && declaredBytes > largestFileBytes) throw tooLarge(relativePath);
  await checkRoom(home, declaredBytes ?? 0);
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.part`;
  let bytes = 0;
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > largestFileBytes) throw tooLarge(relativePath);
      yield chunk;
    }
  }
  try {
    await pipeline(counted, createWriteStream(temporary, { mode: 0o660 }));
    if (declaredBytes !== null && bytes !== declaredBytes) {
      throw new AppError('TRUNCATED', `${relativePath}: ${bytes} of ${declaredBytes} bytes arrived.`);
    }
    await rename(temporary, target);
    return { bytes };
  } catch (error) {
    await rm(temporary, { force: true });
    if (isFull(error)) throw new AppError('DISK_FULL', relativePath);
    throw error;
  }
}

const tooLarge = (path: string): AppError =>
  new AppError('TOO_LARGE', `${path} is larger than ${largestFileBytes / 1024 ** 3} GB.`);
