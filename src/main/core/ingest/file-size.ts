import { AppError } from '../../../contract/index.ts';

const maxFileBytes = 8 * 1024 ** 3;

/** Refuses a file that is too large to be looked into: to read all of it would take minutes. */
export function requireSize(bytes: number): void {
  if (bytes > maxFileBytes) throw new AppError('TOO_LARGE', 'The file is over 8 GB.');
}
