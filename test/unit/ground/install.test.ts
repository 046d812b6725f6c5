import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainFailure, outdated } from '../../../scripts/ground/install.mjs';
import { tempFolder } from '../../support/temp-folder.ts';

const project = (wanted: Record<string, string>, installed: Record<string, string>) => {
  const base = tempFolder();
  writeFileSync(join(base, 'package.json'), JSON.stringify({ devDependencies: wanted }));
  for (const [name, version] of Object.entries(installed)) {
    const folder = join(base, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version }));
  }
  return base;
};

test('a package is outdated when it is absent or another version than pinned', () => {
  const base = project(
    { same: '1.0.0', '@scope/other': '2.0.0', absent: '3.0.0', loose: '^4.0.0' },
    { same: '1.0.0', '@scope/other': '2.0.1', loose: '4.5.6' },
  );
  expect(outdated(base)).toEqual(['@scope/other', 'absent']);
});

test('a folder in which nothing was ever installed lacks everything', () => {
  expect(outdated(project({ zod: '1.0.0' }, {}))).toEqual(['zod']);
});

test.each([
  ['npm error code ENOSPC', 'disk is full'],
  ['npm error code EACCES\nnpm error path /srv', 'may not be written'],
  ['npm error network request to x failed, reason: getaddrinfo ENOTFOUND x', 'cannot be reached'],
  ['npm error code ETARGET\nnpm error notarget No matching version found', 'does not have a version'],
  ['something new', 'its own words'],
])('a failed install is explained in plain words: %s', (output, words) => {
  expect(explainFailure(output)).toContain(words);
});
