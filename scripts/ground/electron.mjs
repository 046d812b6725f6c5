import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { failedRecently, noteOutcome } from './attempts.mjs';
import { runTool } from './child.mjs';
import { pinnedNode } from './place.mjs';
import { say } from './say.mjs';

const RETRY_AFTER_MS = 24 * 3_600_000;
const REACH_MS = 4_000;
const DOWNLOAD_MS = 15 * 60_000;

const folderOf = (/** @type {string} */ base) => join(base, 'node_modules', 'electron');

const downloaded = (/** @type {string} */ base) => {
  try {
    const name = readFileSync(join(folderOf(base), 'path.txt'), 'utf8');
    const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folderOf(base), 'dist');
    return existsSync(join(dist, name)) ? join(dist, name) : null;
  } catch {
    return null;
  }
};

/** Whether a download has a chance: a machine that drops packets would otherwise keep the user waiting for minutes. */
const reachable = (/** @type {URL} */ mirror) =>
  new Promise((resolve) => {
    const socket = connect(Number(mirror.port) || (mirror.protocol === 'http:' ? 80 : 443), mirror.hostname);
    const end = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(REACH_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });

const download = async (/** @type {string} */ base) => {
  const installer = join(folderOf(base), 'install.js');
  if (!existsSync(installer) || failedRecently(base, 'electron', RETRY_AFTER_MS)) return;
  const mirror = new URL(
    process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com',
  );
  if (await reachable(mirror)) {
    say('Fetching Electron (once, about 110 MB).');
    await runTool(pinnedNode(base), [installer], { cwd: base, quiet: true, timeoutMs: DOWNLOAD_MS });
  }
  noteOutcome(base, 'electron', downloaded(base) !== null);
};

/** Finds missing system libraries without opening a window. */
const starts = (/** @type {string} */ program) =>
  spawnSync(program, ['--version'], { timeout: 20_000, stdio: 'ignore', windowsHide: true }).status === 0;

/**
 * The Electron program to start, or in plain words why the window cannot be opened here.
 * @param {string} base
 * @returns {Promise<{ program: string } | { why: string }>}
 */
export const findElectron = async (base) => {
  const given = process.env.ELECTRON_EXEC;
  if (given)
    return existsSync(given) ? { program: given } : { why: `ELECTRON_EXEC names no file (${given})` };
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { why: 'this machine has no display' };
    // Chromium's sandbox refuses root, and we do not switch the sandbox off.
    if (process.getuid?.() === 0) return { why: "Electron's sandbox does not run as root" };
  }
  if (!downloaded(base)) await download(base);
  const program = downloaded(base);
  if (!program) return { why: 'the Electron binary could not be fetched' };
  if (process.platform === 'linux' && !starts(program)) {
    return { why: 'Electron lacks system libraries here (its first line says which: run it with --version)' };
  }
  return { program };
};
