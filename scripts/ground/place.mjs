import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Git ignores it, `npm install` leaves it alone, and removing node_modules removes it: all three are wanted. */
export const cacheDir = (/** @type {string} */ base) => join(base, 'node_modules', '.cache', 'titan');

const windows = process.platform === 'win32';

/** Where the npm package `node` puts the pinned Node 24. */
export const pinnedNode = (/** @type {string} */ base) =>
  join(base, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/**
 * For what a person starts and waits for: with room for what a start allocates, it need not be gone through again and
 * again to find that all of it is still in use.
 */
export const startFlags = ['--min-semi-space-size=32'];

/** The full path of a program, looked up as a shell would; null when there is none. */
export const which = (/** @type {string} */ program) => {
  const names = windows ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
};

/** The script behind a command of an installed package, to be run with a Node of our choice and without a shell. */
export const binOf = (
  /** @type {string} */ base,
  /** @type {string} */ pkg,
  /** @type {string | undefined} */ command = undefined,
) => {
  const folder = join(base, 'node_modules', ...pkg.split('/'));
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[command ?? pkg];
  return join(folder, file);
};
