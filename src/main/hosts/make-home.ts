import { accessSync, chmodSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import { isFull } from '../core/is-full.ts';
import { homeMode, isShared, lockName } from './home.ts';

/** Synchronous: eight waits for a thread take a command longer than the work, and nothing else can go on before it. */
export function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: homeMode });
    const shared = isShared(home);
    const mode = statSync(home).mode & 0o7777;
    const wanted = shared ? mode & 0o2770 : homeMode;
    const inside = readdirSync(home);
    // A folder that holds other things is not ours to close: TITAN_HOME=/tmp would shut everyone out of it. Only its owner
    // may, who did before anybody else of its group comes.
    if (mode !== wanted && (inside.length === 0 || inside.includes(lockName))) chmodSync(home, wanted);
    // The others of the group go on with each file that this process makes.
    if (shared) process.umask(0o007);
    for (const folder of ['pictures', 'uploads', 'backups', 'logs'])
      mkdirSync(join(home, folder), { recursive: true });
    // A read-only disk lets all of that pass where it is done already.
    accessSync(home, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(isFull(error) ? 'DISK_FULL' : 'READ_ONLY', `${home} (${code}).`, { cause: error });
  }
}
