import { constants } from 'node:fs';
import { access, chmod, mkdir, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../contract/index.ts';

/** Electron's userData folder of the app on each system, so that every host finds the same library. */
function defaultHome(): string {
  const name = 'Titan Ads';
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  if (process.platform === 'win32')
    return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name);
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), name);
}

/** Relative paths count from where the user stands, also when npm has changed the folder. */
export const fromUser = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

export const titanHome = (): string =>
  process.env.TITAN_HOME ? fromUser(process.env.TITAN_HOME) : defaultHome();

/** Files fetched from Drive. */
export const driveFolderIn = (home: string): string => join(home, 'drive');

/** Readable by this user alone: it holds what the ads of a client look like before they are published. */
export async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const inside = await readdir(home);
    // A folder that holds other things is not ours to close: TITAN_HOME=/tmp would shut everyone out of it.
    if (inside.length === 0 || inside.includes('owner.lock')) await chmod(home, 0o700);
    for (const folder of ['pictures', 'uploads', 'backups', 'logs'])
      await mkdir(join(home, folder), { recursive: true });
    // A read-only disk lets all of that pass where it is done already.
    await access(home, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOSPC' ? 'DISK_FULL' : 'READ_ONLY', `${home} (${code}).`, { cause: error });
  }
}
