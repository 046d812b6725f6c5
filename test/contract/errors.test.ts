import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError, errorCodes, errors } from '../../src/contract/index.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
const main = sources('src/main', /\.ts$/);
const here = readFileSync(import.meta.filename, 'utf8');
const tests = ['unit', 'contract', 'integration', 'migrations']
  .flatMap((folder) => sources(`test/${folder}`, /\.tsx?$/))
  .filter((text) => text !== here);
const named = (texts: readonly string[], code: string): boolean =>
  texts.some((text) => new RegExp(`\\b${code}\\b`).test(text));

describe.each(errorCodes)('%s', (code) => {
  const { text, next, http, exit } = errors[code];

  it('says what happened and what to do, each in a sentence', () => {
    for (const sentence of [text, next]) expect(sentence).toMatch(/^[A-Z].{8,}\.$/);
    expect(text).not.toBe(next);
  });

  it('has the status and the exit code of its family', () => {
    const families: Record<number, readonly number[]> = {
      1: [404, 409, 422, 500],
      2: [400],
      3: [500, 507],
      4: [401, 403, 424, 429, 502, 503],
      5: [402, 403],
      130: [499],
    };
    expect(families[exit]).toContain(http);
  });

  it('crosses a border with its detail and its next step', () => {
    const failure = new AppError(code, 'ad.mp4').toFailure();
    expect(failure).toEqual({ code, message: `${text} ad.mp4`, nextStep: next });
  });

  it('can happen, and a test meets it', () => {
    expect(named(main, code)).toBe(true);
    expect(named(tests, code)).toBe(true);
  });
});
