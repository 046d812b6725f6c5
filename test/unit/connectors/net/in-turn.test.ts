import { expect, it } from 'vitest';
import { createTurns } from '../../../../src/main/connectors/net/in-turn.ts';

it('lets so many go at once, the others in order, and whoever fails makes room too', async () => {
  const inTurn = createTurns(2);
  const begun: number[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const all = [0, 1, 2, 3].map((n) =>
    inTurn(() => {
      begun.push(n);
      ends[n] = Promise.withResolvers<void>();
      return ends[n].promise;
    }),
  );
  const rest = () => new Promise((resolve) => setImmediate(resolve));
  await rest();
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error('broken off'));
  await expect(all[1]).rejects.toThrow('broken off');
  await rest();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.resolve();
  await rest();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const end of ends) end.resolve();
  await Promise.allSettled(all);
});
