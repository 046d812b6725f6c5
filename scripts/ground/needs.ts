import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Every vitest file below test/, relative to the project's folder. */
export const testFiles = (base: string): string[] =>
  readdirSync(join(base, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file))
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort();

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const relativeImport = /(?:from|import\()\s*['"](\.[^'"]+)['"]/g;

const mentions = (file: string, program: string, seen: Set<string>): boolean => {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const source = withoutComments(readFileSync(file, 'utf8'));
  // As a word in quotes, which is how a program is started; `ffmpeg_dir` is a setting and starts nothing.
  if (new RegExp(`['"\`]${program}(['"\`]|\\$\\{)`).test(source)) return true;
  return [...source.matchAll(relativeImport)].some(([, path]) =>
    mentions(resolve(dirname(file), path ?? ''), program, seen),
  );
};

/**
 * The test files that can run on a machine without `program`: those from which no import leads to code that starts it.
 * The integration tests start the built app, where imports do not show it, so they all count as needing it.
 */
export const filesWithout = (base: string, program: string, files: readonly string[]): string[] =>
  files.filter(
    (file) =>
      !file.startsWith(join('test', 'integration')) && !mentions(join(base, file), program, new Set()),
  );
