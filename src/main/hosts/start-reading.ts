import type { Job } from '../../contract/index.ts';
import { TEXT_VERSION } from '../core/measure/text/describe.ts';
import type { Log, WordsWanted } from '../ports.ts';
import type { Owner } from './owner.ts';

/** The window is there by then, and whoever only looks something up is not kept from it. */
const settledMs = 20_000;

type Parts = Pick<Owner, 'store' | 'runner' | 'clock'>;

/** Queues the reading of the words of these ads; null when nothing is left to read. */
export async function startReading(
  { store, runner, clock }: Parts,
  title: string,
  wanted: WordsWanted,
): Promise<Job | null> {
  // Which ads have a logo left changes with their clients: of an earlier job of the same name only what waits is left out.
  const known = wanted.logo === undefined ? await store.reader.unfinishedReadJob(wanted) : null;
  if (known?.state === 'waiting') return runner.resume(known.id, false);
  const job = known ?? (await store.writer.createReadJob(title, wanted, TEXT_VERSION, clock.now()));
  if (job) runner.enqueue(job);
  return job;
}

/**
 * Reads what a command measured and left unread, or an earlier version of the app read, once the start has settled.
 * Answers what calls it off.
 */
export function readLeftover(parts: Parts, log: Pick<Log, 'warn'>): () => void {
  const timer = setTimeout(
    () =>
      void startReading(parts, 'words left to read', { leftover: true }).catch((error: unknown) =>
        log.warn({ error }, 'what is left to read could not be queued'),
      ),
    settledMs,
  );
  timer.unref();
  return () => clearTimeout(timer);
}
