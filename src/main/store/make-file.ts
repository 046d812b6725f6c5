import { closeSync, existsSync, openSync } from 'node:fs';

/**
 * As the umask has it: those that SQLite makes are never a group's to write. What it makes beside one is as that is. One
 * that is there is left alone, as to close it would let go of what this process has locked in it.
 */
export function makeFile(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a'));
}
