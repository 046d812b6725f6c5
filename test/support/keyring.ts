import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, node } from './children.ts';

const there = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** GNOME's keyring on a bus of its own; where it is missing the tests that need it are skipped. */
export const hasKeyring =
  process.platform === 'linux' && there('dbus-run-session') && there('gnome-keyring-daemon');

/** Below `folder` lies a keyring of this test alone, and not the one of who runs it. */
export function keyringEnvironment(folder: string): Record<string, string> {
  const environment = {
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  };
  for (const path of Object.values(environment)) mkdirSync(path, { recursive: true, mode: 0o700 });
  return environment;
}

const daemon = 'gnome-keyring-daemon';
const unlock = `printf 'testpass\\n' | ${daemon} --unlock --components=secrets >/dev/null 2>&1`;
const start = `${daemon} --start --components=secrets >/dev/null 2>&1`;

/** Runs a shell script inside a desktop session whose keyring is unlocked; the same password opens it the next time. */
export const inSession = (script: string, env: Record<string, string>): Promise<Ended> =>
  onBus(`${unlock}; ${script}`, env);

/** The same, but nobody has typed the password, and nobody can. */
export const inLockedSession = (script: string, env: Record<string, string>): Promise<Ended> =>
  onBus(`${start}; ${script}`, env);

function onBus(script: string, env: Record<string, string>): Promise<Ended> {
  const outer = `
    const { spawnSync } = require('node:child_process');
    const { status } = spawnSync('dbus-run-session', ['--', 'bash', '-c', process.argv[1]], { stdio: 'inherit' });
    process.exitCode = status ?? 1;`;
  return node(['-e', outer, script], env).ended;
}
