import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Backup, Check } from '../../contract/index.ts';

/** What the doctor can tell also where the library does not open. */

const lowSpaceBytes = 1024 ** 3;
/** A database with a write-ahead log must not be synchronised while it is open (`reliability.md` D13). */
const syncedFolder = /(OneDrive|Dropbox|Google Drive|GoogleDrive|iCloud|com~apple~CloudDocs|Nextcloud)/i;

export const ok = (id: string, name: string, detail: string): Check => ({
  id,
  name,
  state: 'ok',
  detail,
  next_step: null,
});
export const bad = (
  id: string,
  name: string,
  state: 'warn' | 'fail',
  detail: string,
  next_step: string,
): Check => ({ id, name, state, detail, next_step });

/** As the window writes sizes: a thousand of each for one of the next. */
export const gb = (bytes: number): string => (bytes / 1e9).toFixed(bytes < 100e9 ? 1 : 0);

export const spaceCheck = (freeBytes: number, home: string): Check =>
  freeBytes < lowSpaceBytes
    ? bad('space', 'Free space', 'warn', `${freeBytes} bytes are free in ${home}.`, 'Free some space.')
    : ok('space', 'Free space', `${gb(freeBytes)} GB free`);

export const folderCheck = (home: string): Check =>
  syncedFolder.test(home)
    ? bad(
        'synced',
        'Data folder',
        'warn',
        `${home} is synchronised.`,
        'Set TITAN_HOME to a folder that is not.',
      )
    : ok('synced', 'Data folder', home);

/** `problem`: why no copy could be made, or can. */
export function backupCheck(backups: readonly Backup[], problem: string | null, deep: boolean): Check {
  const newest = backups.find(({ verified }) => verified);
  const damaged = backups.filter(({ verified }) => !verified).map(({ file }) => file);
  const known = [
    backups.length === 0 ? 'none yet' : String(backups.length),
    ...(newest ? [`newest ${damaged.length > 0 ? 'good ' : ''}${newest.at}`] : []),
    ...(newest && damaged.length === 0
      ? [deep ? 'opened and checked now' : 'each opened and checked when it was written']
      : []),
  ].join(', ');
  const detail = [
    known,
    ...(damaged.length > 0 ? [`damaged: ${damaged.join(', ')}`] : []),
    ...(problem === null ? [] : [`no new one can be made: ${problem}`]),
  ].join('; ');
  if (problem === null && damaged.length === 0)
    return ok('backup', 'Backups', newest ? detail : `${detail}; one is made when the first job ends`);
  const state = backups.length > 0 && !newest ? 'fail' : 'warn';
  return bad('backup', 'Backups', state, detail, problem === null ? remake : makeRoom);
}

const remake =
  'Look after the disk, then run "titan backup" for a good one; "titan restore" passes the damaged over.';
const makeRoom =
  'Let the folder of backups be written and free as much as the library takes, then run "titan backup".';

/** What a copy would meet; null where nothing stands in its way. */
export async function whyNoBackup(
  folder: string,
  { storeBytes, freeBytes }: { readonly storeBytes: number; readonly freeBytes: number },
): Promise<string | null> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    return `${folder} cannot be written (${(error as NodeJS.ErrnoException).code}).`;
  }
  return storeBytes > freeBytes
    ? `it would take ${storeBytes} bytes and ${freeBytes} are free in ${folder}.`
    : null;
}
