import { constants } from 'node:fs';
import { access, chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../contract/index.ts';
import { homeMode, lockName } from './home.ts';

export async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: homeMode });
    const inside = await readdir(home);
    // A folder that holds other things is not ours to close: TITAN_HOME=/tmp would shut everyone out of it.
    if (inside.length === 0 || inside.includes(lockName)) await chmod(home, homeMode);
    for (const folder of ['pictures', 'uploads', 'backups', 'logs'])
      await mkdir(join(home, folder), { recursive: true });
    // A read-only disk lets all of that pass where it is done already.
    await access(home, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOSPC' ? 'DISK_FULL' : 'READ_ONLY', `${home} (${code}).`, { cause: error });
  }
}
