import { existsSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { homeMode, lockName, titanHome } from './home.ts';

/**
 * From the second start on, what V8 made of this program is read rather than made again. It is run as it stands, so it
 * is kept in the data folder alone, which other users cannot write to, and only once that folder is ours.
 */
export function keepCompiled(home = titanHome()): void {
  if (isOurs(home)) enableCompileCache(join(home, 'code'));
}

/** What cannot be made here is told of by those who need it. */
function isOurs(home: string): boolean {
  try {
    const madeNow = mkdirSync(home, { recursive: true, mode: homeMode }) !== undefined;
    return madeNow || existsSync(join(home, lockName));
  } catch {
    return false;
  }
}
