import { AppError, type Backup } from '../../../contract/index.ts';
import type { Store } from '../../store/index.ts';

interface Chosen {
  readonly backup: Backup;
  /** Newer ones that were passed over. */
  readonly damaged: string[];
}

/** What to go back to, checked before anything is closed for it: the one that is named, or the newest that is whole. */
export async function chooseBackup(
  store: Pick<Store, 'backups' | 'newestBackup' | 'isWhole' | 'schemaVersion'>,
  file: string | undefined,
): Promise<Chosen> {
  const backups = await store.backups();
  const [first] = backups;
  if (!first) throw new AppError('NOT_FOUND', 'There is no backup yet.');
  const named = file === undefined ? undefined : backups.find((one) => one.file === file);
  if (file !== undefined && !named) throw new AppError('NOT_FOUND', `No backup is called ${file}.`);
  if (named) {
    if (named.schema_version > store.schemaVersion) throw newer(named);
    if (store.isWhole(named)) return { backup: named, damaged: [] };
  }
  const { backup, damaged } = await store.newestBackup();
  if (named) throw refusal([named.file], backup);
  if (backup) return { backup, damaged };
  // Where a newer Titan Ads wrote all of them, one is named.
  throw damaged.length === 0 ? newer(first) : refusal(damaged, undefined);
}

const newer = ({ file }: Backup): AppError =>
  new AppError('STORE_NEWER', `${file} was left as it is, and so was the library.`);

const refusal = (damaged: readonly string[], newest: Backup | undefined): AppError =>
  new AppError(
    'CONFLICT',
    `Damaged, so the library was left as it is: ${damaged.join(', ')}. ${newest ? `The newest good backup is ${newest.file}.` : 'None is whole: "titan restore --list" names all that are here, "titan backup" makes one.'}`,
  );
