import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePaths, portablePath } from '../../../../src/main/core/ingest/order.ts';

const path = fc
  .array(
    fc.string({
      unit: fc.constantFrom('a', 'b', 'B', '1', '10', '.', '-', ' ', '\u00e9', '\ud83d\ude00', '\uffee'),
      minLength: 1,
      maxLength: 4,
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((names) => names.join('/'));

test('a folder comes before the file whose name it starts, as a walk meets them', () => {
  const walked = ['a/1.mp4', 'a/b/x.png', 'a/c.mp4', 'a.mp4', 'b.mp4', 'B.mp4', '10.mp4', '2.mp4'];
  expect([...walked].sort(comparePaths)).toEqual([
    '10.mp4',
    '2.mp4',
    'B.mp4',
    'a/1.mp4',
    'a/b/x.png',
    'a/c.mp4',
    'a.mp4',
    'b.mp4',
  ]);
});

test('equals sorting each folder by code units and walking depth first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 20 }), (paths) => {
      expect([...paths].sort(comparePaths)).toEqual(walk(paths.map((p) => p.split('/'))));
    }),
  );
});

/** The second route: group by first name, sort the names, go down. */
function walk(parts: string[][], prefix = ''): string[] {
  const names = [...new Set(parts.map((part) => part[0] as string))].sort((a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return names.flatMap((name) => {
    const under = parts.filter((part) => part[0] === name);
    const leaf = under.some((part) => part.length === 1) ? [prefix + name] : [];
    const deeper = under.filter((part) => part.length > 1).map((part) => part.slice(1));
    return [...leaf, ...(deeper.length ? walk(deeper, `${prefix}${name}/`) : [])];
  });
}

test('is a total order', () => {
  fc.assert(
    fc.property(path, path, path, (a, b, c) => {
      expect(comparePaths(a, b)).toBe(0 - comparePaths(b, a) + 0);
      expect(comparePaths(a, b) === 0).toBe(a === b);
      if (comparePaths(a, b) <= 0 && comparePaths(b, c) <= 0)
        expect(comparePaths(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('backslashes become separators on Windows only', () => {
  expect(portablePath('a\\b\\c.mp4', '\\')).toBe('a/b/c.mp4');
  expect(portablePath('a\\b.mp4', '/')).toBe('a\\b.mp4');
});
