import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isBuilt, sourceHash } from '../../../scripts/ground/build.mjs';
import { tempFolder } from '../../support/temp-folder.ts';

const project = () => {
  const base = tempFolder();
  mkdirSync(join(base, 'src', 'main'), { recursive: true });
  writeFileSync(join(base, 'package.json'), '{}');
  writeFileSync(join(base, 'src', 'main', 'a.ts'), 'one');
  writeFileSync(join(base, 'src', 'main', 'b.ts'), 'two');
  return base;
};

test('what changes the bundles changes the hash', () => {
  const base = project();
  const hashes = [sourceHash(base)];
  writeFileSync(join(base, 'src', 'main', 'a.ts'), 'three');
  hashes.push(sourceHash(base));
  rmSync(join(base, 'src', 'main', 'b.ts'));
  hashes.push(sourceHash(base));
  writeFileSync(join(base, 'src', 'c.css'), '');
  hashes.push(sourceHash(base));
  writeFileSync(join(base, 'electron.vite.config.ts'), 'export default {}');
  hashes.push(sourceHash(base));
  writeFileSync(join(base, 'package.json'), '{"version":"2.0.0"}');
  hashes.push(sourceHash(base));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('times and texts for readers do not', () => {
  const base = project();
  const before = sourceHash(base);
  utimesSync(join(base, 'src', 'main', 'a.ts'), 1, 1);
  writeFileSync(join(base, 'src', 'README.md'), 'words');
  writeFileSync(join(base, 'CHANGELOG.md'), 'words');
  expect(sourceHash(base)).toBe(before);
});

test('a build counts only for the sources it was made from', () => {
  const base = project();
  expect(isBuilt(base)).toBe(false);
  mkdirSync(join(base, 'out'));
  writeFileSync(join(base, 'out', '.sources'), sourceHash(base));
  expect(isBuilt(base)).toBe(true);
  writeFileSync(join(base, 'src', 'main', 'a.ts'), 'changed');
  expect(isBuilt(base)).toBe(false);
});
