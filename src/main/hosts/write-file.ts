import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { AppError, type ErrorCode } from '../../contract/index.ts';
import { isFull } from '../core/is-full.ts';

type Parts = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Whole or not at all: whoever reads the file sees the old one or the new one, also where two write it at once. */
export async function replaceWhole(target: string, parts: Parts): Promise<void> {
  const temporary = `${target}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(temporary, 'w');
    try {
      for await (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The same in a place of the user's choice. */
export async function writeWhole(target: string, parts: Parts): Promise<void> {
  try {
    await replaceWhole(target, parts);
  } catch (error) {
    // What made the parts has its own word for what went wrong.
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const known = codeOf(error);
    const held =
      'it is open in another program, or may not be written there. Close it there, or choose another name';
    const why = known === 'CONFLICT' ? `: ${held}` : '';
    throw new AppError(known, `${target} cannot be written (${code})${why}.`, { cause: error });
  }
}

/** The place is the user's choice and not the data folder. */
const codeOf = (error: unknown): ErrorCode => {
  const { code } = error as NodeJS.ErrnoException;
  if (isFull(error)) return 'DISK_FULL';
  if (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY') return 'CONFLICT';
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'NOT_FOUND' : 'INVALID_INPUT';
};
