import { expect, it } from 'vitest';
import { createRamp } from '../../../../src/main/connectors/drive/ramp.ts';

it('begins with two, lets one more go with each that ends, and never more than it may', async () => {
  const inTurn = createRamp(4);
  const ends: (() => void)[] = [];
  let most = 0;
  let going = 0;
  const all = Array.from({ length: 9 }, (_, n) =>
    inTurn(async () => {
      going += 1;
      most = Math.max(most, going);
      await new Promise<void>((resolve) => ends.push(resolve));
      going -= 1;
      if (n === 3) throw new Error('broken off');
      return n;
    }),
  );
  const settled = Promise.allSettled(all);
  const atOnce: number[] = [];
  for (let n = 0; n < 9; n += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    atOnce.push(going);
    ends[n]?.();
  }
  expect(atOnce).toEqual([2, 3, 4, 4, 4, 4, 3, 2, 1]);
  expect(most).toBe(4);
  const kinds = (await settled).map(({ status }) => status);
  expect(kinds.filter((one) => one === 'rejected')).toHaveLength(1);
});
