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

export const spaceCheck = (freeBytes: number, home: string): Check =>
  freeBytes < lowSpaceBytes
    ? bad('space', 'Free space', 'warn', `${freeBytes} bytes are free in ${home}.`, 'Free some space.')
    : ok('space', 'Free space', `${Math.floor(freeBytes / 1024 ** 3)} GB free`);

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

export const backupCheck = (backups: readonly Backup[]): Check =>
  ok(
    'backup',
    'Backups',
    backups[0]
      ? `${backups.length}, newest ${backups[0].at}, each opened and checked`
      : 'none yet; one is made when the first job ends',
  );
