import type { Caller, Input, Output, ProcedureId } from '../../../contract/index.ts';
import type { App } from '../app.ts';

const caller: Caller = { host: 'electron', scopes: ['read', 'propose'], person: true };

async function ask<Id extends ProcedureId>(app: App, id: Id, input: Input<Id>): Promise<Output<Id> | null> {
  const result = await app.call(id, input, caller);
  return result.ok ? (result.value as Output<Id>) : null;
}

/** What was dropped on the icon, named on the command line or handed over by a second start. */
export async function analyze(app: App, paths: string[]): Promise<void> {
  if (paths.length > 0) await ask(app, 'ingest.analyze', { paths });
}

/** Without a folder, a library that was never used starts with the sample ads. */
export async function firstJob(app: App, paths: string[]): Promise<void> {
  if (paths.length > 0) return analyze(app, paths);
  const rows = await ask(app, 'score.rows', { limit: 1 });
  const jobs = await ask(app, 'jobs.list', { limit: 1 });
  if (rows?.library === 0 && jobs?.jobs.length === 0) await ask(app, 'ingest.samples', {});
}
