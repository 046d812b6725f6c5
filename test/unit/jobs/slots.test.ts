import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSlots } from '../../../src/main/jobs/slots.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks as often as told and answers who has got a place so far, with the way to leave it. */
function askers(slots: ReturnType<typeof createSlots>, count: number) {
  const inside = new Map<number, () => void>();
  for (let who = 0; who < count; who++) slots().then((leave) => inside.set(who, leave));
  return {
    leave: (who: number) => inside.get(who)?.(),
    async inside(): Promise<number[]> {
      await vi.advanceTimersByTimeAsync(0);
      return [...inside.keys()];
    },
  };
}

test('places go in the order of asking', async () => {
  const some = askers(createSlots(2), 4);
  expect(await some.inside()).toEqual([0, 1]);
  some.leave(1);
  expect(await some.inside()).toEqual([0, 1, 2]);
});

test('whoever comes first is alone until he leaves', async () => {
  const some = askers(createSlots(3, 500), 5);
  expect(await some.inside()).toEqual([0]);
  some.leave(0);
  expect(await some.inside()).toEqual([0, 1, 2, 3]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await some.inside()).toEqual([0, 1, 2, 3]);
});

test('and no longer than for the time he is given, counted from when he came', async () => {
  const slots = createSlots(2, 500);
  await vi.advanceTimersByTimeAsync(2000);
  const some = askers(slots, 3);
  await vi.advanceTimersByTimeAsync(499);
  expect(await some.inside()).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await some.inside()).toEqual([0, 1]);
  some.leave(0);
  expect(await some.inside()).toEqual([0, 1, 2]);
});
