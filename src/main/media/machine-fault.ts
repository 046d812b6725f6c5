import type { ErrorCode } from '../../contract/index.ts';

/**
 * Which failure a decoder's words tell that is no property of the file: memory that others had, or a way to the file that
 * went away meanwhile. Null when they tell of neither. What is of the file would be kept, and told again without a try.
 */
export function machineFault(words: string): ErrorCode | null {
  if (/cannot allocate memory|out of memory|allocation failed/i.test(words)) return 'OUT_OF_MEMORY';
  if (
    /permission denied|no such file|input file is missing|input\/output error|stale (nfs )?file handle|too many open files|resource temporarily unavailable/i.test(
      words,
    )
  )
    return 'UNREADABLE';
  return null;
}
