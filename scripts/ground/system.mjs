import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { failedRecently, noteOutcome } from './attempts.mjs';
import { runTool } from './child.mjs';
import { which } from './place.mjs';
import { say } from './say.mjs';

/**
 * @typedef {'ffmpeg' | 'chromium' | 'keyring'} Part
 * @typedef {'apt' | 'dnf' | 'pacman' | 'zypper' | 'brew' | 'winget'} Manager
 */

/** @type {Record<Part, Partial<Record<Manager, readonly string[]>>>} */
const packages = {
  ffmpeg: {
    apt: ['ffmpeg'],
    dnf: ['ffmpeg-free'],
    pacman: ['ffmpeg'],
    zypper: ['ffmpeg'],
    brew: ['ffmpeg'],
    winget: ['Gyan.FFmpeg'],
  },
  // The fonts: without any, every page of the tests is empty boxes.
  chromium: {
    apt: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
    dnf: ['chromium', 'liberation-fonts'],
    pacman: ['chromium', 'ttf-liberation'],
    zypper: ['chromium', 'liberation-fonts'],
  },
  // For the tests of accounts: macOS and Windows have a keychain of their own, which tests leave alone.
  keyring: {
    apt: ['gnome-keyring', 'dbus'],
    dnf: ['gnome-keyring', 'dbus-daemon'],
    pacman: ['gnome-keyring', 'dbus'],
    zypper: ['gnome-keyring', 'dbus-1'],
  },
};

/** @type {readonly [Manager, string, string][]} */
const managers = [
  ['apt', 'apt-get', 'apt-get install -y'],
  ['dnf', 'dnf', 'dnf install -y'],
  ['pacman', 'pacman', 'pacman -S --needed'],
  ['zypper', 'zypper', 'zypper install'],
  ['brew', 'brew', 'brew install'],
  ['winget', 'winget', 'winget install'],
];

const APT_RETRY_MS = 10 * 60_000;

const isRoot = () => process.getuid?.() === 0;

const bundled = (/** @type {string} */ base) => {
  const folder = join(base, 'resources', 'ffmpeg', `${process.platform}-${process.arch}`);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return existsSync(join(folder, `ffmpeg${suffix}`)) && existsSync(join(folder, `ffprobe${suffix}`));
};

/** Where playwright.config.ts looks, too. */
const browsers = () => [
  process.env.CHROMIUM_EXEC ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser that `npx playwright install chromium` brings, which it finds by itself. */
const playwrightBrowser = () => {
  const folder =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    join(
      ...(process.platform === 'darwin'
        ? [homedir(), 'Library', 'Caches']
        : process.platform === 'win32'
          ? [process.env.LOCALAPPDATA ?? homedir()]
          : [process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')]),
      'ms-playwright',
    );
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('chromium'));
};

/** @type {Record<Part, (base: string) => boolean>} */
const present = {
  ffmpeg: (base) => bundled(base) || (which('ffmpeg') !== null && which('ffprobe') !== null),
  keyring: () =>
    process.platform !== 'linux' ||
    (which('gnome-keyring-daemon') !== null && which('dbus-run-session') !== null),
  chromium: () => browsers().some((path) => path !== '' && existsSync(path)) || playwrightBrowser(),
};

/** The parts this machine lacks. */
export const missingParts = (/** @type {string} */ base, /** @type {readonly Part[]} */ wanted) =>
  wanted.filter((part) => !present[part](base));

/** The one command that brings the missing parts on this system; null where we know none. */
export const commandFor = (/** @type {readonly Part[]} */ parts) => {
  const manager = managers.find(([, program]) => which(program));
  if (!manager) return null;
  const [key, , start] = manager;
  const names = parts.flatMap((part) => packages[part][key] ?? []);
  const needsRoot = key !== 'brew' && key !== 'winget' && !isRoot();
  const commands = names.length > 0 ? [`${needsRoot ? 'sudo ' : ''}${start} ${names.join(' ')}`] : [];
  if (parts.includes('chromium') && !packages.chromium[key]) commands.push('npx playwright install chromium');
  return commands.join(' && ');
};

const apt = async (/** @type {readonly string[]} */ args) => {
  const { code } = await runTool('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    quiet: true,
  });
  return code === 0;
};

/**
 * Brings the programs that no npm package carries: by itself where it may (root on a system with apt), else by telling
 * the user the one command. Answers what is still missing.
 */
export const installParts = async (/** @type {string} */ base, /** @type {readonly Part[]} */ wanted) => {
  const missing = missingParts(base, wanted);
  if (missing.length === 0) return missing;
  if (isRoot() && which('apt-get') && !failedRecently(base, 'apt', APT_RETRY_MS)) {
    const names = missing.flatMap((part) => packages[part].apt ?? []);
    say(`Installing ${names.join(', ')} with apt (once).`);
    // A list that cannot be refreshed may still be good enough, so its failure does not end it.
    await apt(['update']);
    const done = await apt(['install', '-y', '--no-install-recommends', ...names]);
    noteOutcome(base, 'apt', done);
  }
  const left = missingParts(base, wanted);
  if (left.length > 0) {
    const command = commandFor(left);
    say(
      `Not on this machine: ${left.join(' and ')}. ${command ? `To get it: ${command}` : 'Install it and put it on the PATH.'}`,
    );
  }
  return left;
};
