import { join } from 'node:path';
import { handOver } from './child.mjs';
import { binOf, pinnedNode, root, startFlags } from './place.mjs';
import { prepare } from './prepare.mjs';
import { Stop } from './say.mjs';
import { start } from './start.mjs';

/**
 * @typedef {import('./system.mjs').Part} Part
 * @typedef {object} Command
 * @property {boolean} [build] whether it needs out/
 * @property {readonly Part[]} [parts] the system programs it needs
 * @property {boolean} [here] runs where the user stands and not in the project's folder
 * @property {string} [script] a file of ours
 * @property {readonly string[]} [flags] of the Node that runs it
 * @property {readonly [pkg: string, command: string, ...args: string[]]} [tool] a command of an installed package
 */

/** @type {Record<string, Command>} */
const commands = {
  start: { build: true, parts: ['ffmpeg'], here: true },
  titan: { build: true, parts: ['ffmpeg'], here: true, script: 'out/main/cli.js', flags: startFlags },
  test: { build: true, parts: ['ffmpeg', 'chromium', 'keyring'], script: 'scripts/ground/test.ts' },
  verify: { parts: ['ffmpeg'], script: 'scripts/ground/verify.ts' },
  bench: { build: true, parts: ['ffmpeg'], here: true, script: 'test/bench/run.ts' },
  e2e: { build: true, parts: ['ffmpeg', 'chromium'], tool: ['@playwright/test', 'playwright', 'test'] },
  build: { build: true },
  docs: { script: 'scripts/ground/docs.ts' },
  notices: { script: 'scripts/ground/notices.ts' },
  sbom: { script: 'scripts/pack/sbom.ts' },
  advisories: { script: 'scripts/pack/advisories.ts' },
  boundaries: { script: 'scripts/ground/boundaries.ts' },
  typecheck: { tool: ['typescript', 'tsc', '-b'] },
  lint: { tool: ['@biomejs/biome', 'biome', 'check'] },
  format: { tool: ['@biomejs/biome', 'biome', 'check', '--write'] },
  unused: { tool: ['knip', 'knip'] },
};

/**
 * Prepares this folder, then runs a command on the pinned Node. Resolves with the exit code.
 * @param {string} name
 * @param {readonly string[]} args
 */
export const runCommand = async (name, args) => {
  const command = commands[name];
  if (!command)
    throw new Stop(`There is no command "${name}". Known: ${Object.keys(commands).join(', ')}.`, 2);
  await prepare(root, { build: command.build ?? false, parts: command.parts ?? [] });

  // npm starts scripts in the project's folder and keeps the user's own in INIT_CWD.
  const userDir = process.env.INIT_CWD ?? process.cwd();
  const options = { cwd: command.here ? userDir : root, env: { ...process.env, INIT_CWD: userDir } };
  if (name === 'start') return start(root, args, options);

  const first = command.script
    ? [...(command.flags ?? []), join(root, command.script)]
    : command.tool
      ? [binOf(root, command.tool[0], command.tool[1]), ...command.tool.slice(2)]
      : null;
  if (!first) return 0;
  try {
    const { code } = await handOver(pinnedNode(root), [...first, ...args], options);
    return code;
  } catch (error) {
    throw new Stop(
      `The Node of node_modules does not start here (${error instanceof Error ? error.message : error}). Was node_modules copied from another system? Remove it and run again.`,
    );
  }
};
