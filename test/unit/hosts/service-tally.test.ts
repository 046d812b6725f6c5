import { expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import { createRetry } from '../../../src/main/connectors/net/retry.ts';
import { Passing } from '../../../src/main/core/passing.ts';
import { createServiceTally } from '../../../src/main/hosts/service-tally.ts';
import { silent } from '../../support/silent-log.ts';
import { tempStore } from '../../support/temp-store.ts';

it('counts each try of a request by its end, adds up the day and keeps how near an account is to its limit', async () => {
  let [at, ms] = ['2026-11-22T10:00:00.000Z', 0];
  const store = await tempStore(() => at);
  const { reader, writer } = store;
  await writer.saveMetaAccount(
    { id: '77', name: 'Fjordline', currency: 'EUR', timeZone: 'Europe/Berlin' },
    at,
  );
  const tally = createServiceTally({ writer, clock: { now: () => at, monotonicMs: () => ms }, log: silent });
  const retry = createRetry(
    () => 0,
    async (waitMs) => {
      ms += waitMs;
    },
  );
  const ends = [new Passing('RATE_LIMITED', 'slow down', 2000), new Passing('OFFLINE', 'no answer'), null];
  const call = async () => {
    const end = ends.shift();
    if (end) throw end;
  };
  const { signal } = new AbortController();
  await tally.counting('google', retry)(call, signal);
  const refused = tally.counting('hubspot', retry)(
    () => Promise.reject(new AppError('PERMISSION', 'no')),
    signal,
  );
  await expect(refused).rejects.toThrow();
  tally.asked('meta', 'answered');
  tally.used('77', 82.5);
  tally.used('not known', 99);
  await tally.keep();
  at = '2026-11-23T10:00:00.000Z';
  tally.asked('meta', 'limited');
  tally.waits('meta', 60_000);
  tally.used('77', 96);
  await tally.keep();
  // Nothing new is nothing to add.
  await tally.keep();

  const once = { calls: 1, failed: 0, limited: 0, waited_s: 0 };
  expect(await reader.serviceCalls('2026-11-22')).toEqual([
    { ...once, service: 'google', calls: 3, failed: 2, limited: 1, waited_s: 2 },
    { ...once, service: 'hubspot', failed: 1 },
    { ...once, service: 'meta', calls: 2, failed: 1, limited: 1, waited_s: 60 },
  ]);
  expect(await reader.serviceCalls('2026-11-23')).toMatchObject([{ service: 'meta', calls: 1, limited: 1 }]);
  await writer.pauseMeta('77', '2026-11-23T10:15:00.000Z');
  const limit = { account: '77', name: 'Fjordline', used_percent: 96, read_at: at };
  expect(await reader.metaLimits(at)).toEqual([{ ...limit, paused_until: '2026-11-23T10:15:00.000Z' }]);
  expect(await reader.metaLimits('2026-11-24')).toEqual([{ ...limit, paused_until: null }]);
});
