import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { installPackages, outdated } from './install.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, pinnedNode } from './place.mjs';
import { Stop } from './say.mjs';
import { installParts, missingParts } from './system.mjs';

/** @type {Record<string, string>} */
const plainWords = {
  ENOSPC: 'The disk is full. Free some space, then run again.',
  EACCES: 'This folder may not be written by you. Check who owns it, then run again.',
  EPERM: 'This folder may not be written by you. Check who owns it, then run again.',
  EROFS: 'This folder lies on a read-only disk. Copy it to one that can be written.',
};

const ready = (
  /** @type {string} */ base,
  /** @type {{ build: boolean, parts: readonly import('./system.mjs').Part[] }} */ wanted,
) =>
  outdated(base).length === 0 &&
  existsSync(pinnedNode(base)) &&
  missingParts(base, wanted.parts).length === 0 &&
  (!wanted.build || isBuilt(base));

/**
 * Brings everything a command needs: packages, system programs, the bundles. Does nothing and takes no lock when all of
 * it is there, so that commands may run side by side.
 * @param {string} base
 * @param {{ build: boolean, parts: readonly import('./system.mjs').Part[] }} wanted
 */
export const prepare = async (base, wanted) => {
  if (ready(base, wanted)) return;
  try {
    await withLock(join(cacheDir(base), 'preparing'), async () => {
      await installPackages(base);
      await installParts(base, wanted.parts);
      if (wanted.build) await build(base);
    });
  } catch (error) {
    const words = plainWords[/** @type {NodeJS.ErrnoException} */ (error).code ?? ''];
    throw words ? new Stop(words) : error;
  }
};
