import { expect, it } from 'vitest';
import { begun, eachInFull, NotEnded } from '../../../../../src/main/core/learn/meta/not-ended.ts';

it('lists that are begun are asked for at once and taken one after the other; what one of them lacks is told at the end', async () => {
  const asked: string[] = [];
  async function* list(name: string, ends = true): AsyncGenerator<string> {
    asked.push(name);
    yield `${name} 1`;
    asked.push(`${name} again`);
    yield `${name} 2`;
    if (!ends) throw new NotEnded('UPSTREAM', name);
  }
  const lists = [begun(list('a', false)), begun(list('b'))];
  expect(asked).toEqual(['a', 'b']);
  const taken: string[] = [];
  const all = (async () => {
    for await (const one of eachInFull(lists.map((each) => () => each))) taken.push(one);
  })();
  await expect(all).rejects.toThrow(NotEnded);
  expect(taken).toEqual(['a 1', 'a 2', 'b 1', 'b 2']);
});

it('a list that is begun and cannot be read says so to whoever takes it, and to nobody else', async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first.
  async function* broken(): AsyncGenerator<string> {
    throw new Error('no');
  }
  const list = begun(broken());
  await new Promise(setImmediate);
  await expect(list[Symbol.asyncIterator]().next()).rejects.toThrow('no');
});
