import { AppError, type ErrorCode } from '../../contract/index.ts';

/** SQLite's and the file system's words for the four things that can be wrong with a store. */
const codes: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'DISK_FULL'],
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
