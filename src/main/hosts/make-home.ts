import { accessSync, chmodSync, constants, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import { isFull } from '../core/is-full.ts';
import { homeMode, lockName } from './home.ts';

/** Synchronous: eight waits for a thread take a command longer than the work, and nothing else can go on before it. */
export function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: homeMode });
    const inside = readdirSync(home);
    // A folder that holds other things is not ours to close: TITAN_HOME=/tmp would shut everyone out of it.
    if (inside.length === 0 || inside.includes(lockName)) chmodSync(home, homeMode);
    for (const folder of ['pictures', 'uploads', 'backups', 'logs'])
      mkdirSync(join(home, folder), { recursive: true });
    // A read-only disk lets all of that pass where it is done already.
    accessSync(home, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(isFull(error) ? 'DISK_FULL' : 'READ_ONLY', `${home} (${code}).`, { cause: error });
  }
}
