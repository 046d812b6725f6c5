import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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

/** An ad by its file, as an analysis names it: by its path without links, wherever one stands. Anything else is an id. */
export function adNamed(reference: string): string {
  const path = fromUser(reference);
  return existsSync(path) ? realpathSync(path) : reference;
}

export const titanHome = (): string =>
  process.env.TITAN_HOME ? fromUser(process.env.TITAN_HOME) : defaultHome();

/** For this user alone: it holds what the ads of a client look like before they are published. */
export const homeMode = 0o700;

/**
 * Whether its owner shared a folder with a group on purpose: the group may write to it, and what is made in it is the
 * group's (`chmod g+ws`). Windows knows neither.
 */
export const isShared = (folder: string): boolean =>
  process.platform !== 'win32' && (statSync(folder).mode & 0o2020) === 0o2020;

/** Whoever holds it is the only process that changes the library; a folder that has it is ours. */
export const lockName = 'owner.lock';

/**
 * Whether a folder with these names in it is a data folder: others have a lock of that name too. While a backup takes the
 * place of the library, that stands under a longer name.
 */
export const isDataFolder = (names: readonly string[]): boolean =>
  names.includes(lockName) && names.some((name) => name.startsWith('titan.db'));

/** Files fetched from Drive and from Meta. */
export const fetchedFolderIn = (home: string): string => join(home, 'fetched');
