import { spawnSync } from 'node:child_process';
import { binOf, root } from './place.mjs';

/** Runs a command of an installed package on this Node, its output shown as it comes; true when it succeeded. */
export const tool = (
  [pkg, command, ...args]: readonly [pkg: string, command: string, ...args: string[]],
  env: NodeJS.ProcessEnv = {},
): boolean =>
  spawnSync(process.execPath, [binOf(root, pkg, command), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  }).status === 0;

/** The same, its output returned. */
export const toolOutput = ([pkg, command, ...args]: readonly [
  pkg: string,
  command: string,
  ...args: string[],
]): { ok: boolean; stdout: string } => {
  const { status, stdout } = spawnSync(process.execPath, [binOf(root, pkg, command), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { ok: status === 0, stdout };
};
