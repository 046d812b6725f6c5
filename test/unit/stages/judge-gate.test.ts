import { expect, test } from 'vitest';
import { createGate } from '../../../src/main/stages/judge-gate.ts';

const need = { requests: 1, tokens: 1, input: 1, output: 1 };
const never = new AbortController().signal;

/** Time that goes on once everybody waits. */
function virtualTime() {
  let nowMs = 0;
  const timers: { readonly atMs: number; go(): void }[] = [];
  return {
    clock: { now: () => '', monotonicMs: () => nowMs },
    pause: (ms: number): Promise<void> =>
      new Promise((go) => void timers.push({ atMs: nowMs + ms, go: () => go() })),
    async run(all: Promise<unknown>): Promise<void> {
      let isOver = false;
      all.then(() => {
        isOver = true;
      });
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (isOver) return;
        timers.sort((a, b) => a.atMs - b.atMs);
        const next = timers.shift() ?? expect.fail('Nobody waits and nothing is over.');
        nowMs = next.atMs;
        next.go();
      }
    },
  };
}

test.each([5, 10, 20])(
  'of a service that tells no limits and takes %i a minute, no ad is refused twice',
  async (perMinute) => {
    const { clock, pause, run } = virtualTime();
    const gate = createGate(clock, pause, 8);
    const window = { of: -1, asked: 0 };
    const refusals = new Map<number, number>();
    /** As `askJudge` goes about it. */
    const one = async (ad: number): Promise<void> => {
      for (let tries = 1; ; tries += 1) {
        const leave = await gate.enter(need, never, tries > 1);
        const minute = Math.floor(clock.monotonicMs() / 60_000);
        if (minute !== window.of) Object.assign(window, { of: minute, asked: 0 });
        window.asked += 1;
        if (window.asked <= perMinute) {
          await pause(4000);
          leave();
          return gate.wentWell();
        }
        refusals.set(ad, (refusals.get(ad) ?? 0) + 1);
        await pause(100);
        leave();
        gate.hold((minute + 1) * 60_000 - clock.monotonicMs(), tries);
      }
    };
    let next = 0;
    const hand = async (): Promise<void> => {
      while (next < 50) await one(next++);
    };
    await run(Promise.all(Array.from({ length: 25 }, hand)));
    expect(refusals.size).toBeGreaterThan(0);
    expect([...refusals.values()].filter((times) => times > 1)).toEqual([]);
    expect(clock.monotonicMs()).toBeLessThan(1.3 * Math.max(Math.floor(49 / perMinute) * 60_000, 50_000));
  },
);
