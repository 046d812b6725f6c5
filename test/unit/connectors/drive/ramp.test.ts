import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRamp } from '../../../../src/main/connectors/drive/ramp.ts';

let nowMs = 0;
let going: { name: string; heard(): void; end(failure?: Error): void }[] = [];
let inTurn: ReturnType<typeof createRamp>;
beforeEach(() => {
  nowMs = 0;
  going = [];
  inTurn = createRamp(5, () => nowMs);
});

afterEach(() => {
  vi.useRealTimers();
});

/** Asks for one; it ends when the test says so. */
function ask(name: string, bytes: number): void {
  const download = inTurn(
    bytes,
    (heard) =>
      new Promise<void>((resolve, reject) => {
        going.push({ name, heard, end: (failure) => (failure ? reject(failure) : resolve()) });
      }),
  );
  download.catch(() => undefined);
}
const rest = () => new Promise((resolve) => setImmediate(resolve));
const names = () => going.map(({ name }) => name);
/** The first that is under way ends after this time. */
async function afterMs(ms: number, failure?: Error): Promise<void> {
  nowMs += ms;
  going.shift()?.end(failure);
  await rest();
}

it('begins with two, whatever they weigh', async () => {
  for (const name of ['a', 'b', 'c']) ask(name, 10);
  await rest();
  expect(names()).toEqual(['a', 'b']);
});

it('lets small files of a far service come side by side, and never more than it may', async () => {
  for (let n = 0; n < 40; n += 1) ask(`file-${n}`, 1000);
  await rest();
  const atOnce: number[] = [];
  // Each takes half a second however many there are, as if all of it were the way there and back.
  for (let n = 0; n < 30; n += 1) {
    await afterMs(500 / going.length);
    atOnce.push(going.length);
  }
  expect(atOnce.slice(0, 3)).toEqual([4, 5, 5]);
  expect(Math.max(...atOnce)).toBe(5);
});

it('goes on with two where these keep the line busy', async () => {
  for (let n = 0; n < 12; n += 1) ask(`film-${n}`, 4_000_000);
  await rest();
  for (let n = 0; n < 10; n += 1) {
    // A line of a million bytes a second.
    await afterMs(4000);
    expect(going).toHaveLength(2);
  }
});

it('begins with the smallest of those that wait, and among like ones with the first', async () => {
  ask('first', 900);
  ask('second', 900);
  ask('film', 5000);
  ask('still', 800);
  ask('another still', 800);
  await rest();
  // Long enough that what is left keeps the line busy.
  await afterMs(2000);
  expect(names()).toEqual(['second', 'still']);
  await afterMs(2000);
  expect(names()).toEqual(['still', 'another still']);
  await afterMs(2000);
  expect(names()).toEqual(['another still', 'film']);
});

it('learns nothing of the line from a file that did not come, and goes on', async () => {
  for (let n = 0; n < 6; n += 1) ask(`file-${n}`, 1000);
  await rest();
  await afterMs(10, new Error('broken off'));
  expect(names()).toEqual(['file-1', 'file-2']);
  await afterMs(10);
  expect(going.length).toBeGreaterThan(2);
});

it('forgets a line that has become slow', async () => {
  for (let n = 0; n < 60; n += 1) ask(`file-${n}`, 1000);
  await rest();
  await afterMs(1);
  expect(going).toHaveLength(5);
  for (let n = 0; n < 30; n += 1) await afterMs(2000);
  expect(going).toHaveLength(2);
});

it('begins another, one by one, where those under way bring nothing, and none while they do', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  for (let n = 0; n < 8; n += 1) ask(`film-${n}`, 4_000_000);
  await rest();
  for (let n = 0; n < 10; n += 1) {
    vi.advanceTimersByTime(4000);
    going[1]?.heard();
  }
  expect(going).toHaveLength(2);
  const atOnce: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    vi.advanceTimersByTime(5000);
    await rest();
    atOnce.push(going.length);
  }
  expect(atOnce).toEqual([3, 4, 5, 5, 5]);
});
