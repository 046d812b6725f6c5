import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../contract/index.ts';
import { isFull } from '../core/is-full.ts';

/** The file of a data folder that holds its library. */
export const libraryFile = (home: string): string => join(home, 'titan.db');

/** SQLite's and the file system's words for the five things that can be wrong with a store. */
const codes: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  // SHMSIZE: the index of the write-ahead log could not grow.
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE)/, 'DISK_FULL'],
  [/^SQLITE_(BUSY|LOCKED|IOERR_.*LOCK)/, 'STORE_LOCKED'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'STORE_CORRUPT'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EROFS|EACCES|EPERM)/, 'READ_ONLY'],
];
const codeOf = (error: { readonly code?: unknown }): ErrorCode | undefined =>
  isFull(error) ? 'DISK_FULL' : codes.find(([known]) => known.test(String(error.code)))?.[1];

/** A lock that a file system, and no other program, did not give. */
const noLock = /^SQLITE_IOERR_.*LOCK/;
/** What a quota or a failing disk makes of a write. */
const refused = /^(SQLITE_IOERR(_(WRITE|(DIR_)?FSYNC|TRUNCATE|CLOSE|DELETE|SHM.*))?|EIO)$/;
/** No page came back, or another one; the rest of SQLITE_IOERR (no memory, a folder that is gone) says nothing of the pages. */
const unreadable = /^SQLITE_IOERR_(READ|SHORT_READ|DATA|CORRUPTFS|SEEK|MMAP)$/;
/** More than SQLite writes at a time. */
const probeBytes = 1024 ** 2;

/** SQLite keeps the system's word for it to itself, so the folder of the database is asked anew. */
function askToWrite(folder: string): NodeJS.ErrnoException | null {
  const probe = join(folder, `probe-${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(probeBytes), { flush: true });
    return null;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  } finally {
    try {
      rmSync(probe, { force: true });
    } catch {
      // What refuses this refused the write as well, which is what is told.
    }
  }
}

/**
 * Turns a failure of the database or the data folder into its code; anything else is returned as it is. Whether a write
 * was refused for want of room is asked of `folder`, where the database lies.
 */
export function storeError(error: unknown, what: string, folder?: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  const name = String(error.code);
  const failure = (code: ErrorCode, why: string) => new AppError(code, `${what} (${why}).`, { cause: error });
  const code = codeOf(error);
  if (noLock.test(name))
    return failure(
      'STORE_LOCKED',
      `${name}: no lock was given, as on a network; set TITAN_HOME to a folder of this machine`,
    );
  if (code) return failure(code, name);
  if (refused.test(name) && folder !== undefined) {
    const again = askToWrite(folder);
    return failure((again && codeOf(again)) ?? 'READ_ONLY', `${name}: the disk refused a write`);
  }
  return unreadable.test(name) ? failure('STORE_CORRUPT', `${name}: the disk gave an error`) : error;
}

type Method = (...args: never[]) => Promise<unknown>;

/** The same methods, throwing our codes: who calls the store (the runner, a stage) may not know SQLite's. */
export const withStoreErrors = <Repo extends object>(folder: string, repo: Repo): Repo =>
  withErrors(repo, (error) => storeError(error, libraryFile(folder), folder));

/** A stored value that no longer has the shape it was written in is damage that no check of pages can see. */
export const withReadErrors = <Repo extends object>(folder: string, repo: Repo): Repo =>
  withErrors(repo, (error, name) =>
    error instanceof SyntaxError || error instanceof z.ZodError
      ? new AppError('STORE_CORRUPT', `${name}: ${error.message}`, { cause: error })
      : storeError(error, libraryFile(folder), folder),
  );

function withErrors<Repo extends object>(repo: Repo, map: (error: unknown, name: string) => unknown): Repo {
  const methods = Object.entries(repo as Record<string, Method>).map(([name, method]) => [
    name,
    (...args: never[]) =>
      method(...args).catch((error: unknown) => {
        throw map(error, name);
      }),
  ]);
  return Object.fromEntries(methods) as Repo;
}
