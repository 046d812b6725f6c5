import type { Job } from '../../contract/index.ts';
import { TEXT_VERSION } from '../core/measure/text/describe.ts';
import type { WordsWanted } from '../ports.ts';
import type { Owner } from './owner.ts';

/** Queues the reading of the words of these ads; null when nothing is left to read. */
export async function startReading(
  { store, runner, clock }: Pick<Owner, 'store' | 'runner' | 'clock'>,
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
