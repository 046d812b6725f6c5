import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from './child.mjs';
import { findElectron } from './electron.mjs';
import { pinnedNode, startFlags } from './place.mjs';
import { Stop, say } from './say.mjs';

/** An Electron that ends by a crash within this time never showed its window. */
const CRASH_MS = 10_000;
const stopSignals = new Set(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL']);

/**
 * Opens the window in Electron where that can run, else serves the same window to the browser.
 * @param {string} base
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
export const start = async (base, args, options) => {
  const electron = await findElectron(base);
  let why = 'why' in electron ? electron.why : '';
  if ('program' in electron) {
    // Set in an editor's terminal, it would turn Electron into a plain Node.
    const { ELECTRON_RUN_AS_NODE: _, ...env } = options.env;
    const began = Date.now();
    const { code, signal } = await handOver(electron.program, [base, ...args], { ...options, env });
    const crashed = code === 127 || (signal !== null && !stopSignals.has(signal));
    if (!crashed || Date.now() - began > CRASH_MS) return code;
    why = `Electron ended at once (${signal ?? `exit code ${code}`})`;
  }
  const gateway = join(base, 'out', 'main', 'gateway.js');
  if (!existsSync(gateway)) throw new Stop('The build has no gateway (out/main/gateway.js).');
  say(`Opening the window in the browser instead of Electron: ${why}.`);
  const { code } = await handOver(pinnedNode(base), [...startFlags, gateway, ...args], options);
  return code;
};
