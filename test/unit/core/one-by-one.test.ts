import { expect, it } from 'vitest';
import { oneByOne } from '../../../src/main/core/one-by-one.ts';

it('lets one go after the other, however the one before ended', async () => {
  const line = oneByOne();
  const seen: number[] = [];
  const first = Promise.withResolvers<void>();
  const failed = line(() => first.promise.finally(() => seen.push(1)));
  const second = line(async () => seen.push(2));
  first.reject(new Error('failed'));
  await expect(failed).rejects.toThrow('failed');
  await second;
  expect(seen).toEqual([1, 2]);
});

it('lets go at once of whoever gives up in the line, and holds on to what has begun', async () => {
  const line = oneByOne();
  const first = Promise.withResolvers<string>();
  const [begun, waiting] = [new AbortController(), new AbortController()];
  let ran = false;
  const running = line(() => first.promise, begun.signal);
  const second = line(async () => {
    ran = true;
  }, waiting.signal);
  await Promise.resolve();
  begun.abort();
  waiting.abort(new Error('gave up'));
  await expect(second).rejects.toThrow('gave up');
  await expect(line(async () => undefined, waiting.signal)).rejects.toThrow('gave up');
  first.resolve('done');
  expect(await running).toBe('done');
  await line(async () => undefined);
  expect(ran).toBe(false);
});
