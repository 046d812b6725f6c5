import type { Caller } from '../../contract/index.ts';
import type { App } from './app.ts';
import { typedCall } from './typed-call.ts';

/**
 * A folder that was named is analysed; without one, a library that was never used starts with the sample ads. Starts that
 * found no decoder are no use of it; one whose backups are still there was used.
 */
export async function firstJob(app: Pick<App, 'call'>, caller: Caller, paths: string[]): Promise<void> {
  if (paths.length > 0) {
    await typedCall(app, caller, 'ingest.analyze', { paths });
    return;
  }
  const { library } = await typedCall(app, caller, 'score.rows', { limit: 1 });
  const { jobs } = await typedCall(app, caller, 'jobs.list', { limit: 50 });
  const { recovery } = await typedCall(app, caller, 'settings.get', {});
  const isUnused = recovery === null && jobs.every(({ error }) => error?.code === 'NO_DECODER');
  if (library === 0 && isUnused) await typedCall(app, caller, 'ingest.samples', {});
}
