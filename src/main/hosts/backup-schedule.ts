import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/index.ts';

/** At most this much work is lost with a damaged database (`reliability.md` D6). */
const quarterHourMs = 15 * 60_000;
const hourMs = 60 * 60_000;

/** Backs the library up each hour while it is open, and after a job when the last copy is older than 15 minutes. */
export function startBackups(store: Store, clock: Clock, log: Log) {
  const run = async (reason: 'hourly' | 'daily'): Promise<void> => {
    try {
      await store.backup(reason);
    } catch (error) {
      log.error({ error }, 'the backup failed; older ones are untouched');
    }
  };
  const timer = setInterval(() => void run('hourly'), hourMs);
  timer.unref();
  return {
    async afterJob(): Promise<void> {
      const [newest] = await store.backups();
      const now = clock.now();
      if (newest && Date.parse(now) - Date.parse(newest.at) < quarterHourMs) return;
      await run(newest?.at.slice(0, 10) === now.slice(0, 10) ? 'hourly' : 'daily');
    },
    stop: (): void => clearInterval(timer),
  };
}
