import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/ground/place.mjs';
import { errorCodes, errors } from '../../../src/contract/errors.ts';

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('unit/ground'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

const raised = new Set(
  sources('src').flatMap((source) =>
    [...source.matchAll(/AppError\(\s*'([A-Z_]+)'/g)].map(([, code]) => code),
  ),
);

test('every code that the app raises is reached by a test', () => {
  const tests = sources('test');
  const untested = [...raised].filter((code) => !tests.some((source) => source.includes(`'${code}'`)));
  expect(raised.size).toBeGreaterThan(15);
  expect(untested).toEqual([]);
});

test('every code says what happened and what to do, in sentences', () => {
  for (const code of errorCodes) {
    expect(errors[code].text, code).toMatch(/^[A-Z].{10,}\.$/);
    expect(errors[code].next, code).toMatch(/^[A-Z].{5,}\.$/);
  }
});
