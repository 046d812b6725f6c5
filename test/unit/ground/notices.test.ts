import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noticesFile, renderNotices } from '../../../scripts/ground/notices.ts';

const entries = (text: string) => [...text.matchAll(/^-{80}\n(.+)\n-{80}$/gm)].map(([, heading]) => heading);
const written = readFileSync(noticesFile, 'utf8');

test('the notices name exactly what is shipped now (npm run notices)', () => {
  expect(entries(written)).toEqual(entries(renderNotices()));
});

test('bundled packages are there as well as those that stay outside the bundle', () => {
  const names = entries(written).map((heading) => heading?.replace(/ [^ ]+$/, ''));
  expect(names).toEqual(
    expect.arrayContaining(['react', 'zod', 'hono', 'better-sqlite3', 'sharp', 'libheif-js']),
  );
});

test('every entry carries a licence', () => {
  for (const part of written.split(/^-{80}\n(?=.+\n-{80}$)/m).slice(1)) expect(part).toMatch(/Licence: \S/);
});
