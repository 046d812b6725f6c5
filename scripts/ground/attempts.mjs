import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './place.mjs';

const fileOf = (/** @type {string} */ base, /** @type {string} */ what) =>
  join(cacheDir(base), `failed-${what}`);

/** Whether this failed a short while ago, so that a machine without network is not kept waiting at every start. */
export const failedRecently = (
  /** @type {string} */ base,
  /** @type {string} */ what,
  /** @type {number} */ withinMs,
) => {
  try {
    return Date.now() - Number(readFileSync(fileOf(base, what), 'utf8')) < withinMs;
  } catch {
    return false;
  }
};

export const noteOutcome = (
  /** @type {string} */ base,
  /** @type {string} */ what,
  /** @type {boolean} */ succeeded,
) => {
  if (succeeded) {
    rmSync(fileOf(base, what), { force: true });
    return;
  }
  mkdirSync(cacheDir(base), { recursive: true });
  writeFileSync(fileOf(base, what), String(Date.now()));
};
