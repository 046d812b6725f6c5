import type { Backup } from '../../contract/index.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/index.ts';

/** After a job, at most this much of its work is lost with a damaged database (`reliability.md` D6). */
const quarterHourMs = 15 * 60_000;
const hourMs = 60 * 60_000;

/**
 * Backs the library up each hour in which something changed while it is open, and after a job when the last copy is
 * older than 15 minutes. The first of a day is the daily one: it is kept for longer. None of an empty library in the
 * place of one that is missed: it would be the newest, and what a damaged library goes back to.
 */
export function startBackups(
  store: Pick<Store, 'backup' | 'backups' | 'changes' | 'isStandIn'>,
  clock: Clock,
  log: Pick<Log, 'error'>,
) {
  /** What the newest copy of this process holds; another process may have changed it since its own. */
  let copied: number | undefined;
  let problem: string | null = null;
  const run = async (): Promise<void> => {
    const changes = store.changes();
    if (changes === copied) return;
    try {
      if (await store.isStandIn()) return;
      const today = clock.now().slice(0, 10);
      const hasDaily = (await store.backups()).some(
        ({ reason, at }) => reason === 'daily' && at.startsWith(today),
      );
      await store.backup(hasDaily ? 'hourly' : 'daily');
      copied = changes;
      problem = null;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      log.error({ error }, 'the backup failed; older ones are untouched');
    }
  };
  const timer = setInterval(() => void run(), hourMs);
  timer.unref();
  return {
    async afterJob(): Promise<void> {
      const now = Date.parse(clock.now());
      // Either way: a clock that was ahead left copies that are "newer" for years.
      if ((await store.backups()).some(({ at }) => Math.abs(now - Date.parse(at)) < quarterHourMs)) return;
      await run();
    },
    /** What the words of a problem ask for. */
    async byHand(): Promise<Backup> {
      const made = await store.backup('manual');
      problem = null;
      return made;
    },
    /** Why the newest try of this process came to nothing; null where it did not, or a person has made one since. */
    problem: (): string | null => problem,
    stop: (): void => clearInterval(timer),
  };
}
