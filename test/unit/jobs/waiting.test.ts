import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError, type JobId } from '../../../src/contract/index.ts';
import { createWaiting } from '../../../src/main/jobs/waiting.ts';
import type { Clock, Log, Reader } from '../../../src/main/ports.ts';

const id: JobId = 'job_00000000';
const clock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now() };
const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

const waitingWith = (freeBytes: () => Promise<number>, run: Promise<unknown> = Promise.resolve()) =>
  createWaiting({ freeBytes } as Reader, clock, log, () => run);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a job whose time has come while the library is held looks again at the pace of the disk', async () => {
  const goOn = vi.fn(() => Promise.reject(new AppError('STORE_LOCKED')));
  const waiting = waitingWith(async () => 1e12);
  waiting.add({ id, resumes_at: new Date(Date.now() - 5).toISOString() }, goOn);
  await vi.advanceTimersByTimeAsync(9000);
  expect(goOn.mock.calls.length).toBe(5);
  waiting.close();
});

test('one that is taken out during a look at the disk does not go on after it', async () => {
  const looks: PromiseWithResolvers<number>[] = [];
  const goOn = vi.fn(async () => undefined);
  const waiting = waitingWith(() => {
    const look = Promise.withResolvers<number>();
    looks.push(look);
    return look.promise;
  });
  waiting.add({ id, resumes_at: null }, goOn);
  await vi.advanceTimersByTimeAsync(5000);
  expect(looks).toHaveLength(2);
  waiting.remove(id);
  waiting.add({ id, resumes_at: null }, goOn);
  for (const look of looks) look.resolve(1e12);
  await vi.advanceTimersByTimeAsync(0);
  expect(goOn).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  looks[2]?.resolve(1e12);
  await vi.advanceTimersByTimeAsync(0);
  expect(goOn).toHaveBeenCalledTimes(1);
});

test('a wait that is over before the run has come to its end lasts until then', async () => {
  const run = Promise.withResolvers<void>();
  const goOn = vi.fn(async () => undefined);
  const waiting = waitingWith(async () => 1e12, run.promise);
  waiting.add({ id, resumes_at: new Date(Date.now()).toISOString() }, goOn);
  await vi.advanceTimersByTimeAsync(1000);
  expect(goOn).not.toHaveBeenCalled();
  expect(waiting.ids()).toEqual([id]);
  run.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(goOn).toHaveBeenCalledTimes(1);
});
