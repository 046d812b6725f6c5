import { expect, it } from 'vitest';
import { once } from '../../../src/main/core/once.ts';

it('makes it with the first question, and answers every other with the same, also where it failed', async () => {
  let made = 0;
  const ask = once(async () => {
    made += 1;
    throw new Error(`attempt ${made}`);
  });
  expect(made).toBe(0);
  await Promise.all([ask(), ask()].map((one) => expect(one).rejects.toThrow('attempt 1')));
  await expect(ask()).rejects.toThrow('attempt 1');
  expect(made).toBe(1);
});
