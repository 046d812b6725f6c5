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

/** Time passes while these bring something each second. */
async function passMs(ms: number, ...heard: string[]): Promise<void> {
  for (let n = 0; n < ms; n += 1000) {
    nowMs += 1000;
    vi.advanceTimersByTime(1000);
    for (const one of going) if (heard.includes(one.name)) one.heard();
  }
  await rest();
}

it('begins others where those under way bring nothing for five seconds, and none while they do', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  for (let n = 0; n < 8; n += 1) ask(`film-${n}`, 4_000_000);
  await rest();
  await passMs(40_000, 'film-0', 'film-1');
  expect(going).toHaveLength(2);
  await passMs(6000, 'film-1');
  expect(names()).toEqual(['film-0', 'film-1', 'film-2']);
  // Once it brings something it counts again, and once all of them are still two others begin.
  await passMs(20_000, 'film-0', 'film-1', 'film-2');
  expect(going).toHaveLength(3);
  await passMs(6000);
  expect(going).toHaveLength(5);
  await passMs(60_000);
  expect(going).toHaveLength(5);
});

it('goes past downloads that hang as fast as without them, and takes their silence for no slow line', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  ask('hangs', 10);
  ask('hangs too', 10);
  for (let n = 0; n < 100; n += 1) ask(`film-${n}`, 1_000_000);
  await rest();
  await passMs(5000);
  expect(names()).toEqual(['hangs', 'hangs too', 'film-0', 'film-1']);
  const atOnce: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    nowMs += 100;
    going.splice(2, 1)[0]?.end();
    await rest();
    atOnce.push(going.length);
  }
  // At 10 MB a second as many come side by side as may.
  expect(atOnce).toEqual(atOnce.map(() => 5));
});
