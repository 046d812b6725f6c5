import { AppError, type Backup } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import { examine } from '../doctor.ts';
import type { AppLog } from '../log.ts';
import type { Owner } from '../owner.ts';
import { showPerformance } from '../performance.ts';
import { chooseBackup } from './choose-backup.ts';

type Health = Pick<
  Handlers,
  Extract<keyof Handlers, `health.${string}` | `store.${string}` | `settings.${string}`>
>;

/** Closes the library, puts the backup in its place and opens it again; answers where the old one is kept. */
export type RestoreStore = (backup: Backup) => Promise<string>;

export function healthHandlers(owner: Owner, log: AppLog, restore: RestoreStore): Health {
  const { store, events } = owner;
  return {
    'health.doctor': ({ deep }, caller) => examine(owner, caller.host, deep),
    'health.log': async ({ limit, level }) => ({ lines: log.recent(limit, level) }),
    'health.performance': ({ days }) => showPerformance(owner, days),
    'store.backup': () => owner.backups.byHand(),
    'store.backups': async ({ deep }) => ({
      backups: await (deep ? store.examineBackups() : store.backups()),
    }),
    async 'store.restore'({ file }) {
      const { backup, damaged } = await chooseBackup(store, file);
      const replaced_kept_as = await restore(backup);
      return { restored: backup, passed_over: damaged, replaced_kept_as, missing_since: backup.at };
    },
    'settings.get': () => store.reader.settings(),
    async 'settings.set'(patch, caller) {
      const now = await store.reader.settings();
      const raised = (['director_ceiling_usd', 'council_ceiling_usd'] as const).some(
        (ceiling) => (patch[ceiling] ?? 0) > now[ceiling],
      );
      if (!caller.person && raised)
        throw new AppError('PERMISSION', 'Only a person raises what models may cost.');
      const given = Object.entries(patch).filter(([, value]) => value !== undefined);
      await store.writer.setSettings(Object.fromEntries(given));
      events.emit({ type: 'settings' });
      return store.reader.settings();
    },
  };
}
