import { mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say.mjs';

/** Past this age the number of a dead holder may belong to another program, so the number alone is not believed. */
const MAX_AGE_MS = 45 * 60_000;
/** A holder writes its number in the same call that makes the file; a file still empty after this was cut off. */
const EMPTY_AGE_MS = 5_000;
const POLL_MS = 150;

const runs = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but as another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
};

const isStale = (/** @type {string} */ file) => {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, 'utf8'));
    if (!pid) return age > EMPTY_AGE_MS;
    return age > MAX_AGE_MS || !runs(pid);
  } catch {
    return false;
  }
};

const take = (/** @type {string} */ file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
};

/** Of several processes that see the same stale lock, the rename lets exactly one remove it. */
const clear = (/** @type {string} */ file) => {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (!isStale(aside)) renameSync(aside, file);
    else unlinkSync(aside);
  } catch {
    // Another process was faster.
  }
};

/**
 * Runs `work` while no other run on this folder prepares.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withLock = async (file, work) => {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (isStale(file)) {
      clear(file);
      continue;
    }
    if (!told) say('Another run is preparing this folder; waiting for it.');
    told = true;
    await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    try {
      unlinkSync(file);
    } catch {
      // node_modules was removed meanwhile: the lock went with it.
    }
  }
};
