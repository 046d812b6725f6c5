import { expect, it, onTestFinished, vi } from 'vitest';
import type { AppEvent, Job, Settings } from '../../../src/contract/index.ts';
import { createEvents } from '../../../src/main/hosts/events.ts';
import { createRefreshSchedule } from '../../../src/main/hosts/refresh-schedule.ts';
import { silent } from '../../support/silent-log.ts';
import { tempStore } from '../../support/temp-store.ts';

/** A planned refresh over a real store; the test is the clock and the one who runs the jobs. */
async function plan(settings: Partial<Settings>, at: string) {
  const clock = { at, connected: true };
  const now = () => clock.at;
  const store = await tempStore(now);
  const events = createEvents();
  const queued: Job[] = [];
  const digests: string[] = [];
  const errors: unknown[] = [];
  events.subscribe((event: AppEvent) => void (event.type === 'digest' && digests.push(event.text)));
  const schedule = createRefreshSchedule({
    store,
    refreshing: { enqueue: (job) => void queued.push(job) },
    events,
    clock: { now, monotonicMs: () => 0 },
    log: { ...silent, error: (found) => void errors.push(found) },
    timeZone: () => 'Europe/Berlin',
    metaConnected: async () => clock.connected,
  });
  onTestFinished(async () => {
    await schedule.close();
    expect(errors).toEqual([]);
  });
  await store.writer.setSettings(settings);
  schedule.start();
  const looked = async (then: string): Promise<void> => {
    clock.at = then;
    events.emit({ type: 'settings' });
    // It waits for the look; a job of nobody is told of nowhere.
    await schedule.done({ id: 'job_00000000', state: 'done' } as Job);
  };
  await looked(at);
  const end = async (state: 'done' | 'failed', then: string): Promise<void> => {
    clock.at = then;
    const error = state === 'failed' ? { code: 'OFFLINE' as const, detail: '' } : undefined;
    const job = queued.at(-1) as Job;
    await schedule.done(await store.writer.setJobState(job.id, state, then, { error }));
  };
  return { clock, store, queued, digests, schedule, looked, end };
}

it('starts once at its hour, says what came, and tells the next time and how the last went', async () => {
  const { queued, digests, schedule, looked, end } = await plan(
    { refresh_hour: 6 },
    '2026-11-19T12:00:00.000Z',
  );
  expect(await schedule.show()).toMatchObject({ next: '2026-11-20T05:00:00.000Z', last: null });
  await looked('2026-11-20T04:59:00.000Z');
  expect(queued).toHaveLength(0);
  // Three hours late: the machine slept.
  await looked('2026-11-20T08:00:00.000Z');
  await looked('2026-11-20T08:01:00.000Z');
  expect(queued).toHaveLength(1);
  await end('done', '2026-11-20T08:02:00.000Z');
  expect(digests).toEqual(['too little data yet to tell an unusual day.']);
  await looked('2026-11-20T08:03:00.000Z');
  expect(queued).toHaveLength(1);
  expect(await schedule.show()).toMatchObject({
    next: '2026-11-21T05:00:00.000Z',
    last: { job_id: queued[0]?.id, state: 'done', at: '2026-11-20T08:02:00.000Z' },
  });
});

it('tries again where the network was not there yet, and tells nothing where that is not wanted', async () => {
  const settings = { refresh_hour: 6, refresh_digest: false };
  const { queued, digests, looked, end } = await plan(settings, '2026-11-19T12:00:00.000Z');
  await looked('2026-11-20T05:00:00.000Z');
  await end('failed', '2026-11-20T05:01:00.000Z');
  await looked('2026-11-20T05:10:00.000Z');
  expect(queued).toHaveLength(1);
  await looked('2026-11-20T05:16:00.000Z');
  expect(queued).toHaveLength(2);
  await end('done', '2026-11-20T05:17:00.000Z');
  expect(digests).toEqual([]);
});

it('does nothing while it is off, paused or without an account, and catches nothing of that up', async () => {
  const { clock, store, queued, schedule, looked } = await plan({}, '2026-11-19T12:00:00.000Z');
  await looked('2026-11-20T06:00:00.000Z');
  expect(await store.reader.fact('refresh')).toBeNull();
  clock.connected = false;
  await store.writer.setSettings({ refresh_hour: 6 });
  await looked('2026-11-21T06:00:00.000Z');
  expect((await schedule.show()).next).toBeNull();
  clock.connected = true;
  await looked('2026-11-21T07:00:00.000Z');
  await store.writer.setSettings({ refresh_paused: true });
  await looked('2026-11-22T07:00:00.000Z');
  expect((await schedule.show()).next).toBeNull();
  await store.writer.setSettings({ refresh_paused: false });
  await looked('2026-11-22T08:00:00.000Z');
  expect(queued).toHaveLength(0);
  await looked('2026-11-23T05:00:00.000Z');
  expect(queued).toHaveLength(1);
});

it('looks each minute until the library is closed', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { clock, queued, schedule } = await plan({ refresh_hour: 6 }, '2026-11-19T12:00:00.000Z');
  clock.at = '2026-11-20T05:00:30.000Z';
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(queued).toHaveLength(1));
  await schedule.close();
  clock.at = '2026-11-21T05:00:30.000Z';
  await vi.advanceTimersByTimeAsync(60_000);
  await schedule.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(queued).toHaveLength(1);
});

it('starts no second one while the last of the same words waits for its time', async () => {
  const { store, queued, looked } = await plan({ refresh_hour: 6 }, '2026-11-19T12:00:00.000Z');
  await looked('2026-11-20T05:01:00.000Z');
  const error = { code: 'RATE_LIMITED' as const, detail: '' };
  const more = { error, resumesAt: '2026-11-22T00:00:00.000Z' };
  await store.writer.setJobState((queued[0] as Job).id, 'waiting', '2026-11-20T05:02:00.000Z', more);
  await looked('2026-11-21T05:01:00.000Z');
  expect(queued).toHaveLength(1);
});
