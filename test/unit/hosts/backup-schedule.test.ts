import { expect, it, vi } from 'vitest';
import type { Backup } from '../../../src/contract/index.ts';
import { startBackups } from '../../../src/main/hosts/backup-schedule.ts';

/** A library with these copies, at a time that each test lets pass. */
function schedule(now: string, held: readonly Pick<Backup, 'at' | 'reason'>[], fails: string[] = []) {
  const copies = [...held] as Backup[];
  const made: string[] = [];
  const errors: string[] = [];
  const library = { now, changes: 0, standsIn: false };
  const store = {
    changes: () => library.changes,
    backups: async () => copies,
    isStandIn: async () => library.standsIn,
    async backup(reason: Backup['reason']) {
      if (fails.includes(reason)) throw new Error('no room');
      made.push(reason);
      copies.unshift({ at: library.now, reason } as Backup);
      return copies[0] as Backup;
    },
  };
  const log = { error: (_: object, text: string) => void errors.push(text) };
  const backups = startBackups(store, { now: () => library.now, monotonicMs: () => 0 }, log);
  return { ...backups, library, made, errors };
}

it('backs up after a job when the last copy is a quarter of an hour old, the first of a day as its daily one', async () => {
  const daily = { at: '2026-11-22T00:20:00Z', reason: 'daily' } as const;
  const at = (time: string) => ({ at: time, reason: 'hourly' }) as const;
  const cases: [Pick<Backup, 'at' | 'reason'>[], string, string[]][] = [
    [[], '2026-11-22T10:00:00.000Z', ['daily']],
    [[at('2026-11-22T09:50:00Z')], '2026-11-22T10:00:00.000Z', []],
    [[at('2026-11-22T09:40:00Z'), daily], '2026-11-22T10:00:00.000Z', ['hourly']],
    [[at('2026-11-22T09:40:00Z')], '2026-11-22T10:00:00.000Z', ['daily']],
    [[at('2026-11-21T23:55:00Z')], '2026-11-22T00:05:00.000Z', []],
    // One whose clock was years ahead is none of now.
    [[at('2036-11-22T09:50:00Z')], '2026-11-22T10:00:00.000Z', ['daily']],
    [[{ ...daily, at: '2026-11-21T23:40:00Z' }], '2026-11-22T00:05:00.000Z', ['daily']],
  ];
  for (const [held, now, expected] of cases) {
    const { afterJob, made, stop } = schedule(now, held);
    await afterJob();
    stop();
    expect(made, JSON.stringify([held, now])).toEqual(expected);
  }
});

it('that stays open has a copy of each hour in which something changed, one of them a day for longer', async () => {
  vi.useFakeTimers();
  const { made, library, stop } = schedule('', []);
  const hours = async (day: string, changed: readonly boolean[]) => {
    for (const [hour, change] of changed.entries()) {
      library.now = `2026-11-${day}T${String(hour + 10)}:00:00Z`;
      if (change) library.changes += 1;
      await vi.advanceTimersByTimeAsync(3_600_000);
    }
    return made.splice(0);
  };
  expect(await hours('22', [true, true, false, false, true])).toEqual(['daily', 'hourly', 'hourly']);
  expect(await hours('23', [false, true, true])).toEqual(['daily', 'hourly']);
  stop();
  expect(await hours('24', [true])).toEqual([]);
  vi.useRealTimers();
});

it('makes no copy of an empty library in the place of one that is missed', async () => {
  const { afterJob, made, library, stop } = schedule('2026-11-22T10:00:00.000Z', []);
  library.standsIn = true;
  await afterJob();
  expect(made).toEqual([]);
  library.standsIn = false;
  await afterJob();
  stop();
  expect(made).toEqual(['daily']);
});

it('that fails is logged, stops no job, and is tried again', async () => {
  vi.useFakeTimers();
  const { afterJob, byHand, errors, problem, stop } = schedule('2026-11-22T10:00:00.000Z', [], ['daily']);
  expect(problem()).toBeNull();
  await afterJob();
  expect(problem()).toBe('no room');
  await vi.advanceTimersByTimeAsync(3_600_000);
  stop();
  vi.useRealTimers();
  expect(errors).toHaveLength(2);
  // The folder can be written again, as the words of the problem ask for: there is a copy of now.
  expect(problem()).toBe('no room');
  await byHand();
  expect(problem()).toBeNull();
});
