import { existsSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { homeMode, lockName, titanHome } from './home.ts';

/** Beside the bundles, where a build leaves it; a packed app has none. */
const madeByBuild = join(import.meta.dirname, '../../code');

/**
 * What V8 made of this program is read rather than made again. It is run as it stands, so it is kept beside the program
 * itself or in the data folder, which other users cannot write to, and there only once that folder is ours.
 */
export function keepCompiled(home = titanHome(), built = madeByBuild): void {
  if (existsSync(built)) enableCompileCache(built);
  else if (isOurs(home)) enableCompileCache(join(home, 'code'));
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
