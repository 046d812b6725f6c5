import { expect, test } from 'vitest';
import {
  createAllowance,
  type Need,
  type ToldLimit,
} from '../../../../../src/main/core/score/council/allowance.ts';

const one: Need = { requests: 1, tokens: 3000, input: 2000, output: 1000 };
const requests = (left: number, resetMs = 5000, limit = 10): ToldLimit => ({
  of: 'requests',
  limit,
  left,
  resetMs,
});

test('nothing is held back before a service has told of a limit', () => {
  const allowance = createAllowance();
  for (let n = 0; n < 50; n += 1) {
    expect(allowance.waitMs(one, 0)).toBe(0);
    allowance.leave(one);
  }
});

test('with nothing left it waits until the reset, and then may use the whole limit', () => {
  const allowance = createAllowance();
  allowance.leave(one)([requests(0)], 1000);
  expect(allowance.waitMs(one, 1000)).toBe(5000);
  expect(allowance.waitMs(one, 5999)).toBe(1);
  for (let n = 0; n < 10; n += 1) {
    expect(allowance.waitMs(one, 6000)).toBe(0);
    allowance.leave(one);
  }
  expect(allowance.waitMs(one, 6000)).toBeGreaterThan(0);
});

test('what is under way beside an answer counts as not counted there yet', () => {
  const allowance = createAllowance();
  const first = allowance.leave(one);
  for (let n = 0; n < 7; n += 1) allowance.leave(one);
  // Eight of ten have left; the first was the first to be counted.
  first([requests(9)], 0);
  allowance.leave(one);
  expect(allowance.waitMs(one, 0)).toBe(0);
  allowance.leave(one);
  expect(allowance.waitMs(one, 0)).toBeGreaterThan(0);
});

test('of answers to questions that went side by side the best counts, in whatever order they come', () => {
  for (const order of [
    [9, 8, 7],
    [7, 8, 9],
    [8, 9, 7],
  ]) {
    const allowance = createAllowance();
    const ends = order.map(() => allowance.leave(one));
    for (const [at, left] of order.entries()) ends[at]?.([requests(left)], 0);
    for (let n = 0; n < 7; n += 1) {
      expect(allowance.waitMs(one, 0)).toBe(0);
      allowance.leave(one);
    }
    expect(allowance.waitMs(one, 0)).toBeGreaterThan(0);
  }
});

test('all of it is there again only when the last of those that went side by side says so', () => {
  const allowance = createAllowance();
  const [first, second] = [allowance.leave(one), allowance.leave(one)];
  second([requests(0, 4000)], 0);
  first([requests(0, 3000)], 0);
  expect(allowance.waitMs(one, 0)).toBe(4000);
});

test('a later answer counts though it says less: others use the account too', () => {
  const allowance = createAllowance();
  allowance.leave(one)([requests(9)], 0);
  allowance.leave(one)([requests(0)], 0);
  expect(allowance.waitMs(one, 0)).toBe(5000);
});

test('tokens count as requests do, and what no limit has room for is sent alone', () => {
  const allowance = createAllowance();
  const input = { of: 'input', limit: 5000, resetMs: 900 } as const;
  allowance.leave(one)([{ ...input, left: 3000 }], 0);
  expect(allowance.waitMs(one, 0)).toBe(0);
  const end = allowance.leave(one);
  expect(allowance.waitMs(one, 0)).toBe(900);
  end([{ ...input, left: 5000 }], 0);
  const film = { ...one, input: 60_000 };
  expect(allowance.waitMs(film, 0)).toBe(0);
  allowance.leave(film);
  expect(allowance.waitMs(one, 0)).toBeGreaterThan(0);
});

test('calls that all fail keep nobody waiting for ever', () => {
  const allowance = createAllowance();
  allowance.leave(one)([requests(1)], 0);
  for (let n = 0; n < 30; n += 1) {
    const at = 6000 * (n + 1);
    expect(allowance.waitMs(one, at)).toBe(0);
    allowance.leave(one)([], at);
  }
});
