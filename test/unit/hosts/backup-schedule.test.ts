import { expect, it, vi } from 'vitest';
import type { Backup } from '../../../src/contract/index.ts';
import { startBackups } from '../../../src/main/hosts/backup-schedule.ts';
import type { Log } from '../../../src/main/ports.ts';
import type { Store } from '../../../src/main/store/index.ts';

function schedule(newestAt: string | null, now: string, fails = false) {
  const made: string[] = [];
  const errors: string[] = [];
  const store = {
    backups: async () => (newestAt === null ? [] : [{ at: newestAt } as Backup]),
    async backup(reason: string) {
      if (fails) throw new Error('no room');
      made.push(reason);
    },
  } as unknown as Store;
  const log = { error: (_: object, text: string) => void errors.push(text) } as unknown as Log;
  const backups = startBackups(store, { now: () => now, monotonicMs: () => 0 }, log);
  return { ...backups, made, errors };
}

it('backs up after a job when the last copy is a quarter of an hour old, the first of a day as its daily one', async () => {
  const cases: [string | null, string, string[]][] = [
    [null, '2026-11-22T10:00:00.000Z', ['daily']],
    ['2026-11-22T09:50:00Z', '2026-11-22T10:00:00.000Z', []],
    ['2026-11-22T09:40:00Z', '2026-11-22T10:00:00.000Z', ['hourly']],
    ['2026-11-21T23:55:00Z', '2026-11-22T00:05:00.000Z', []],
    ['2026-11-21T23:40:00Z', '2026-11-22T00:05:00.000Z', ['daily']],
  ];
  for (const [newest, now, expected] of cases) {
    const { afterJob, made, stop } = schedule(newest, now);
    await afterJob();
    stop();
    expect(made, `${newest} at ${now}`).toEqual(expected);
  }
});

it('backs up each hour while the library is open, and not after', async () => {
  vi.useFakeTimers();
  const { made, stop } = schedule('2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z');
  await vi.advanceTimersByTimeAsync(3 * 3_600_000 + 1);
  stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  vi.useRealTimers();
  expect(made).toEqual(['hourly', 'hourly', 'hourly']);
});

it('that fails is logged and stops no job', async () => {
  const { afterJob, errors, stop } = schedule(null, '2026-11-22T10:00:00.000Z', true);
  await afterJob();
  stop();
  expect(errors).toHaveLength(1);
});
