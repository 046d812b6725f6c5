import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/contract/index.ts';
import { inTime } from '../../../src/main/hosts/in-time.ts';

it('tells of a service that does not answer, and leaves alone what it answers', async () => {
  const hangs = inTime('Meta', 5, (signal) => wait(60_000, undefined, { signal }));
  await expect(hangs).rejects.toMatchObject({
    code: 'OFFLINE',
    detail: 'Meta did not answer within 0.005 seconds.',
  });
  const deaf = inTime('Meta', 5, () => new Promise(() => undefined));
  await expect(deaf).rejects.toMatchObject({ code: 'OFFLINE' });
  expect(await inTime('Meta', 60_000, async () => 'here')).toBe('here');
  const refused = new AppError('PERMISSION', 'no');
  await expect(inTime('Meta', 60_000, () => Promise.reject(refused))).rejects.toBe(refused);
  const broken = new TypeError('ours');
  await expect(inTime('Meta', 60_000, () => Promise.reject(broken))).rejects.toBe(broken);
});
