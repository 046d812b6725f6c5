import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './child.mjs';
import { pinnedNode } from './place.mjs';
import { Stop, say } from './say.mjs';

const exact = /^\d+\.\d+\.\d+/;

const installedVersion = (/** @type {string} */ base, /** @type {string} */ name) => {
  try {
    const file = join(base, 'node_modules', ...name.split('/'), 'package.json');
    return JSON.parse(readFileSync(file, 'utf8')).version;
  } catch {
    return null;
  }
};

/** The packages that are absent or have another version than package.json pins. */
export const outdated = (/** @type {string} */ base) => {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(base, 'package.json'), 'utf8'),
  );
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name, wanted]) => {
      const version = installedVersion(base, name);
      return version === null || (exact.test(wanted) && version !== wanted);
    })
    .map(([name]) => name);
};

/** How npm is started: the one that started us, with its own Node, else the one on the PATH. */
export const npm = () => {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) {
    // Not process.execPath: that may be the very Node which the install is about to replace.
    return { command: process.env.npm_node_execpath ?? process.execPath, first: [cli], shell: false };
  }
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
};

const flags = [
  // NODE_ENV=production or a user's settings would leave the build tools out, or the Node binary unset.
  '--include=dev',
  '--ignore-scripts=false',
  '--engine-strict=false',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR/;

const FULL = 'The disk is full. Free about 2 GB, then run the same command again.';

/** @type {readonly [RegExp, string][]} */
const causes = [
  [/ENOSPC/, FULL],
  [
    /EACCES|EPERM|EROFS/,
    'This folder may not be written by you. Check who owns it (a run as root leaves files of root), then run the same command again.',
  ],
  [
    unreachable,
    'The package registry cannot be reached. Check the network (and the proxy, if you have one), then run the same command again.',
  ],
  [
    /E404|ETARGET|notarget/,
    'The package registry does not have a version that is needed here. If you use a mirror, let it catch up or use the public one.',
  ],
];

/** A full disk surfaces as any error at all: half-written files that do not parse, scripts that fail. */
const LITTLE_BYTES = 300e6;
const nearlyFull = (/** @type {string} */ folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LITTLE_BYTES;
};

/** What to tell the user about the output of a failed install. */
export const explainFailure = (/** @type {string} */ output) =>
  causes.find(([pattern]) => pattern.test(output))?.[1] ??
  'npm could not install the packages; its own words are above.';

/**
 * npm asks again and again for each optional package, so without a registry it would take an hour to say so. One
 * question first, over npm itself, since it knows the user's registry and proxy.
 */
const checkRegistry = async (/** @type {string} */ base) => {
  const { command, first, shell } = npm();
  const args = [
    ...first,
    'ping',
    // `npm run -s` would pass its silence on, and the answer would be empty.
    '--loglevel=error',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=500',
    '--fetch-timeout=20000',
  ];
  const { code, tail } = await runTool(command, args, { cwd: base, shell, quiet: true });
  // A mirror without that address answers 404, which is an answer.
  if (code !== 0 && unreachable.test(tail)) throw new Stop(explainFailure(tail));
};

const runNpm = async (/** @type {string} */ base, /** @type {readonly string[]} */ args) => {
  const { command, first, shell } = npm();
  const { code, tail } = await runTool(command, [...first, ...args], { cwd: base, shell });
  if (code === 127) throw new Stop('npm was not found. It comes with Node: https://nodejs.org/');
  if (code !== 0) throw new Stop(nearlyFull(base) ? FULL : explainFailure(tail));
};

/** Installs what package.json asks for when something of it is missing. */
export const installPackages = async (/** @type {string} */ base) => {
  const names = outdated(base);
  if (names.length > 0) {
    const all = !existsSync(join(base, 'node_modules', '.bin'));
    say(
      all
        ? 'Installing the packages of Titan Ads (once; this takes a while).'
        : `Installing ${names.join(', ')}.`,
    );
    await checkRegistry(base);
    await runNpm(base, ['install', ...flags]);
    const left = outdated(base);
    if (left.length > 0) throw new Stop(`npm ended without an error but did not install ${left.join(', ')}.`);
  }
  if (!existsSync(pinnedNode(base))) {
    // Its install script fetches the binary; it did not run if scripts were switched off when node_modules was made.
    say('Fetching the Node that Titan Ads runs on.');
    await runNpm(base, ['rebuild', 'node', ...flags]);
    if (!existsSync(pinnedNode(base))) {
      throw new Stop('The package "node" has no binary for this system. Remove node_modules and run again.');
    }
  }
};
