import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { troubleshooting, withTables } from '../../../scripts/ground/docs.ts';
import { root } from '../../../scripts/ground/place.mjs';
import { errorCodes } from '../../../src/contract/errors.ts';

const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];
const read = (page: string) => readFileSync(join(root, page), 'utf8');

test('the table of errors is that of the code (npm run docs)', () => {
  const page = readFileSync(troubleshooting, 'utf8');
  expect(withTables(page)).toBe(page);
  for (const code of errorCodes) expect(page).toContain(`\`${code}\``);
});

test('every link and picture leads to a file', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('every path of the project that a page names is there', () => {
  const named = /`((?:src|test|scripts|resources|docs)\/[\w./<>*-]+)`/g;
  // That page names files which its reader is about to write.
  const broken = pages
    .filter((page) => !page.endsWith('add-a-measure.md'))
    .flatMap((page) =>
      [...read(page).matchAll(named)]
        .map(([, path = '']) => path)
        .filter((path) => !/[<*]/.test(path) && !existsSync(join(root, path)))
        .map((path) => `${page}: ${path}`),
    );
  expect(broken).toEqual([]);
});

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name),
  );
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('every benchmark is named with its claim, and no other', () => {
  const named = [...read(join('docs', 'checks.md')).matchAll(/npm run bench -- ([\w-]+)/g)].map(
    ([, name]) => name,
  );
  const there = readdirSync(join(root, 'test', 'bench'))
    .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
    .map((file) => file.slice(0, -3));
  expect(named.sort()).toEqual(there.sort());
});

test('the page of the architecture names every file of a stage and every folder of an engine', () => {
  const page = read(join('docs', 'architecture.md'));
  const inside = (folder: string, ending: string) =>
    readdirSync(join(root, 'src', 'main', folder), { withFileTypes: true })
      .filter((entry) => (ending === '' ? entry.isDirectory() : entry.name.endsWith(ending)))
      .map(({ name }) => (ending === '' ? `src/main/${folder}/${name}\`` : `\`${name}\``));
  const named = [...inside('stages', '.ts'), ...inside('core', '')];
  expect(named.filter((name) => !page.includes(name))).toEqual([]);
});
