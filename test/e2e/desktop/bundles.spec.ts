import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const out = fileURLToPath(new URL('../../../out', import.meta.url));

/** Every import of a bundle, static, dynamic or by require; the bundler leaves their names as plain texts. */
const imported = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["'`]([^"'`]+)["'`]/g)].flatMap(
    ([, name]) => (name ? [name] : []),
  );

const reach = (entry: string): { files: Set<string>; packages: Set<string> } => {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const name of imported(readFileSync(file, 'utf8'))) {
      if (!name.startsWith('.')) packages.add(name);
      else if (statSync(resolve(dirname(file), name), { throwIfNoEntry: false })?.isFile())
        visit(resolve(dirname(file), name));
    }
  };
  visit(join(out, entry));
  return { files, packages };
};

for (const entry of ['main/cli.js', 'main/gateway.js', 'main/media-host.js']) {
  test(`${entry} reaches no Electron`, () => {
    const { files, packages } = reach(entry);
    expect(files.size).toBeGreaterThan(0);
    expect([...packages].filter((name) => name === 'electron' || name.startsWith('electron/'))).toEqual([]);
  });
}

test('the check above would see it', () => {
  expect([...reach('main/index.js').packages]).toContain('electron');
});

test('the entries check what runs them before anything native loads', () => {
  for (const entry of ['main/index.js', 'main/cli.js', 'main/gateway.js']) {
    const first = readFileSync(join(out, entry), 'utf8');
    const eager = [...first.matchAll(/^\s*import\b[^(\n]*?["']([^"']+)["']/gm)].map(([, name]) => name);
    expect(eager, entry).toEqual([]);
  }
});

test('the preload is one file that requires electron alone', () => {
  const preload = join(out, 'preload', 'index.cjs');
  expect(imported(readFileSync(preload, 'utf8'))).toEqual(['electron']);
  expect(statSync(preload).size).toBeLessThan(10_000);
});
