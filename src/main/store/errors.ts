import { z } from 'zod';
import { AppError, type ErrorCode } from '../../contract/index.ts';

/** SQLite's and the file system's words for the five things that can be wrong with a store. */
const codes: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  // SHMSIZE: the index of the write-ahead log could not grow.
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, 'DISK_FULL'],
  [/^SQLITE_(BUSY|LOCKED)/, 'STORE_LOCKED'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'STORE_CORRUPT'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EROFS|EACCES|EPERM)/, 'READ_ONLY'],
];

/** Turns a failure of the database or the data folder into its code; anything else is returned as it is. */
export function storeError(error: unknown, what: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  const name = String(error.code);
  const found = codes.find(([pattern]) => pattern.test(name));
  return found ? new AppError(found[1], `${what} (${name}).`, { cause: error }) : error;
}

type Method = (...args: never[]) => Promise<unknown>;

/** The same methods, throwing our codes: who calls the store (the runner, a stage) may not know SQLite's. */
export const withStoreErrors = <Repo extends object>(repo: Repo): Repo => withErrors(repo, storeError);

/** A stored value that no longer has the shape it was written in is damage that no check of pages can see. */
export const withReadErrors = <Repo extends object>(repo: Repo): Repo =>
  withErrors(repo, (error, name) =>
    error instanceof SyntaxError || error instanceof z.ZodError
      ? new AppError('STORE_CORRUPT', `${name}: ${error.message}`, { cause: error })
      : storeError(error, name),
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
