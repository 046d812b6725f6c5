import { createMeta } from '../../../src/main/connectors/meta/meta.ts';
import { createRetry } from '../../../src/main/connectors/net/retry.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { refreshWork } from '../../../src/main/hosts/refresh-work.ts';
import { createRunner } from '../../../src/main/jobs/runner.ts';
import { openStore } from '../../../src/main/store/index.ts';
import { credentials } from '../../support/meta/token.ts';

/** The real job, connector and store; only the clock is that of the service. */
const [origin = '', home = '', daysBack = ''] = process.argv.slice(2);
const clock = { now: () => '2026-10-20T12:00:00.000Z', monotonicMs: () => performance.now() };
const store = await openStore(home, clock.now, () => []);
const { reader, writer } = store;
const events = createEvents();
const silent = () => undefined;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const runner = createRunner({
  reader,
  writer,
  events,
  clock,
  log: { debug: silent, info: silent, warn: console.error, error: console.error },
  parallel: async () => 1,
  work: {
    refresh: refreshWork({
      meta: {
        ads: async () =>
          createMeta({
            credentials,
            address: { base: origin, version: null },
            clock,
            pause,
            retry: createRetry(() => 0.5, pause),
            pauses: { until: async () => null, set: async () => undefined },
          }).ads,
      },
      store,
      metaAccounts: [],
      clock,
      follows: async () => undefined,
      done: async () => undefined,
    }),
  },
});
const startedMs = performance.now();
const job = await writer.createRefreshJob({ daysBack: Number(daysBack), accounts: [] }, clock.now());
runner.enqueue(job);
for (;;) {
  const now = await reader.job(job.id);
  if (now?.state === 'failed' || (now?.state === 'done' && now.progress.failed > 0))
    throw new Error(`The refresh failed: ${JSON.stringify([now.error, await reader.failures(job.id)])}`);
  if (now?.state === 'done') break;
  await pause(20);
}
const ms = performance.now() - startedMs;
const rows = (await reader.metaBelieved('ad', clock.now())).length;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.send?.({ ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024, rows }, () =>
  process.exit(),
);
