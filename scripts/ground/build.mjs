import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './child.mjs';
import { compile } from './compile.mjs';
import { binOf, pinnedNode } from './place.mjs';
import { Stop, say } from './say.mjs';

/** package.json is part of it because the versions of bundled packages stand there. */
const isInput = (/** @type {string} */ name) =>
  name === 'package.json' || /^tsconfig.*\.json$/.test(name) || /^(electron\.)?vite\..*\.ts$/.test(name);

/** The emulators are bundled for `titan sandbox`. */
const bundled = ['src', 'test/emulators', 'test/support/drive'];

/** @returns {string[]} */
const filesBelow = (/** @type {string} */ folder) =>
  (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() && !entry.name.endsWith('.md') ? [path] : [];
    });

/**
 * A hash of what the bundles are made from. Contents, not times: a checkout of another branch gives files new times
 * with old contents, and a restored backup gives old times with new contents.
 */
export const sourceHash = (/** @type {string} */ base) => {
  const hash = createHash('sha256');
  const settings = readdirSync(base)
    .filter(isInput)
    .sort()
    .map((name) => join(base, name));
  for (const file of [...settings, ...bundled.flatMap((folder) => filesBelow(join(base, folder)))]) {
    hash
      .update(`${file.slice(base.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
};

const stampOf = (/** @type {string} */ base) => join(base, 'out', '.sources');

export const isBuilt = (/** @type {string} */ base) => {
  const stamp = stampOf(base);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(base);
};

/** Builds out/ when the sources have changed since it was built. */
export const build = async (/** @type {string} */ base) => {
  if (isBuilt(base)) return;
  say('Building Titan Ads.');
  rmSync(stampOf(base), { force: true });
  const before = sourceHash(base);
  const { code, tail } = await runTool(pinnedNode(base), [binOf(base, 'electron-vite'), 'build'], {
    cwd: base,
    quiet: true,
  });
  if (code !== 0) {
    say(tail);
    if (tail.includes('ENOSPC')) throw new Stop('The disk is full. Free some space, then run again.');
    throw new Stop('The build failed; the reason is above.');
  }
  mkdirSync(join(base, 'out'), { recursive: true });
  await compile(base);
  writeFileSync(stampOf(base), before);
};
