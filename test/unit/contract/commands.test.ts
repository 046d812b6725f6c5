import { expect, test } from 'vitest';
import { commandIds, commands, keysOf, keyTakenBy } from '../../../src/contract/commands.ts';

test('no two commands that can meet come with the same key', () => {
  const clashes = commandIds.flatMap((id) =>
    keysOf(id, {}).flatMap((key) => {
      const other = keyTakenBy(id, key, {});
      return other ? [`${key}: ${id}, ${other}`] : [];
    }),
  );
  expect(clashes).toEqual([]);
});

test('every key is written so that a key press can equal it', () => {
  const step =
    /^(Mod\+)?(Shift\+)?([A-Z0-9]|[^\sA-Za-z0-9+]|Space|Escape|Enter|Delete|Backspace|Home|End|F\d{1,2}|Arrow(Left|Right|Up|Down))$/;
  const odd = commandIds.flatMap((id) =>
    commands[id].keys.filter((key) => !key.split(' ').every((one) => step.test(one))),
  );
  expect(odd).toEqual([]);
});

test('a key belongs to the command that took it', () => {
  expect(keyTakenBy('layout', 'N', {})).toBe('next');
  expect(keyTakenBy('layout', 'N', { next: ['Mod+N'] })).toBeNull();
  expect(keyTakenBy('play', '?', {})).toBe('help');
  expect(keyTakenBy('play', 'Q', {})).toBeNull();
});

test('a key that begins a pair cannot also run something alone', () => {
  expect(keyTakenBy('layout', 'G', {})).toBe('placeLibrary');
  expect(keyTakenBy('layout', 'T Q', {})).toBeNull();
  expect(keyTakenBy('showNew', 'T Q', {})).toBe('layout');
});

test('a key that is switched off is free', () => {
  expect(keysOf('layout', { layout: [] })).toEqual([]);
  expect(keyTakenBy('filter', 'T', { layout: [] })).toBeNull();
});
