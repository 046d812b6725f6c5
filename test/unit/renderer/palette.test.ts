import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzyMatch } from '../../../src/renderer/shell/palette/fuzzy.ts';
import { findItems } from '../../../src/renderer/shell/palette/items.ts';

const nothing = () => undefined;
const group = (name: string, ...titles: string[]) => ({
  name,
  items: titles.map((title) => ({ id: title, title, run: nothing })),
});
const titles = (query: string, ...groups: ReturnType<typeof group>[]) =>
  findItems(groups, query).flatMap(({ items }) => items.map(({ title }) => title));

test('letters in order are enough, and the closest find comes first', () => {
  const all = group('Commands', 'Go to Health', 'Export as CSV…', 'Start of the hook', 'Show new ads');
  expect(titles('csv', all)).toEqual(['Export as CSV…']);
  expect(titles('exc', all)).toEqual(['Export as CSV…']);
  expect(titles('ho', all)[0]).toBe('Start of the hook');
  expect(titles('zzz', all)).toEqual([]);
});

test('words may come in any order', () => {
  expect(fuzzyMatch('csv export', 'Export as CSV…')).not.toBeNull();
  expect(fuzzyMatch('csv health', 'Export as CSV…')).toBeNull();
});

test('the group with the best find stands first, so that Enter takes it', () => {
  const found = findItems([group('Settings', 'Theme'), group('Folders', '/ads/the spring')], 'spring');
  expect(found.map(({ name }) => name)).toEqual(['Folders']);
  expect(titles('theme', group('Folders', '/x/t/h/e/m/e'), group('Settings', 'Theme'))[0]).toBe('Theme');
});

test('what the host has found is not judged again', () => {
  const [ads] = findItems([{ ...group('Ads', 'hero_v2.mp4'), searched: true }], 'zz');
  expect(ads?.items).toHaveLength(1);
});

test('what is shown as found are the letters that were typed', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.string({ minLength: 1, maxLength: 6 }), (text, query) => {
      const match = fuzzyMatch(query, text);
      if (!match) return;
      const shown = [...match.at].map((index) => text.charAt(index).toLowerCase());
      for (const letter of query.toLowerCase().replace(/\s+/g, '')) expect(shown).toContain(letter);
    }),
  );
});
