import { expect, it } from 'vitest';
import { createPatience } from '../../../src/main/store/patience.ts';

const busy = () => Promise.reject(Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' }));

it('tries once what comes after its patience ran out, and has it anew for a lock that is met hours later', async () => {
  let nowMs = 0;
  const patiently = createPatience(() => nowMs);
  const tries = (failing: number, stepMs: number) => {
    let tried = 0;
    const run = () => {
      tried += 1;
      nowMs += stepMs;
      return tried <= failing ? busy() : Promise.resolve();
    };
    return patiently(run).then(
      () => tried,
      () => -tried,
    );
  };
  expect(await tries(9, 9000)).toBe(-3);
  expect(await tries(9, 1)).toBe(-1);
  nowMs += 3_600_000;
  expect(await tries(2, 50)).toBe(3);
});

it('asks again at once for a lock that is let go of at once, and less often the longer one is held', async () => {
  let nowMs = 0;
  const pause = async (ms: number) => {
    nowMs += ms;
  };
  const triedAfter: number[] = [];
  await createPatience(
    () => nowMs,
    pause,
  )(() => {
    triedAfter.push(nowMs);
    return triedAfter.length < 10 ? busy() : Promise.resolve();
  });
  expect(triedAfter).toEqual([0, 5, 10, 20, 40, 80, 160, 320, 520, 720]);
});
