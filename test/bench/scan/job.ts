import type { Caller, Job } from '../../../src/contract/index.ts';
import { openApp } from '../../../src/main/hosts/compose.ts';
import { typedCall } from '../../../src/main/hosts/typed-call.ts';

/** One analysis by an app of its own: folder, data folder and, where it is to be cancelled, after how many milliseconds. */
const [folder = '', home = '', cancelAfterMs] = process.argv.slice(2);
const caller: Caller = { host: 'cli', scopes: ['read', 'propose'], person: false };
const app = await openApp({ home, role: 'cli' });
const startedMs = performance.now();
let firstMs: number | null = null;
const over = Promise.withResolvers<Job>();
const see = (job: Job): void => {
  if (job.kind !== 'analyze') return;
  const { total, skipped } = job.progress;
  if (total + skipped >= 50) firstMs ??= performance.now() - startedMs;
  if (['done', 'failed', 'cancelled', 'waiting'].includes(job.state)) over.resolve(job);
};
app.subscribe((event) => {
  if (event.type === 'job') see(event.job);
});
const { job_id } = await typedCall(app, caller, 'ingest.analyze', { paths: [folder] });
let cancelledMs: number | null = null;
if (cancelAfterMs !== undefined) {
  await new Promise((resolve) => setTimeout(resolve, Number(cancelAfterMs)));
  cancelledMs = performance.now();
  await typedCall(app, caller, 'jobs.cancel', { job_id });
}
const { state, progress } = await over.promise;
const ms = performance.now() - (cancelledMs ?? startedMs);
await app.close();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.send?.({
  ms,
  cpuMs: (userCPUTime + systemCPUTime) / 1000,
  peakMb: maxRSS / 1024,
  firstMs,
  state,
  skipped: progress.skipped,
});
process.disconnect?.();
