import { expect } from 'vitest';
import type { Caller, Job } from '../../src/contract/index.ts';
import type { App } from '../../src/main/hosts/app.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { sleep } from './children.ts';

const caller: Caller = { host: 'cli', scopes: ['read'], person: false };

/** The job once it is in this state; one that ends otherwise fails the test at once. */
export async function jobEnded(app: App, jobId: string, state: Job['state'] = 'done') {
  for (;;) {
    const found = await typedCall(app, caller, 'jobs.get', { job_id: jobId });
    if (found.job.state === state) return found;
    expect(['queued', 'running'], JSON.stringify(found.job)).toContain(found.job.state);
    await sleep(20);
  }
}

/** What is begun here makes ads to be read, and this is answered once they are: only then do answers stand still. */
export async function readingDone<T>(app: Pick<App, 'subscribe'>, begin: () => Promise<T>): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const leave = app.subscribe((event) => {
    if (event.type === 'job' && event.job.kind === 'read' && event.job.state === 'done') resolve();
  });
  const begun = await begin();
  await promise;
  leave();
  return begun;
}
