import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/ground/place.mjs';

const standIn = join(root, 'test', 'support', 'electron-stand-in', 'electron');

/** Not by `require('electron')`, which would try to fetch the binary. */
const downloadedElectron = (): string | null => {
  const given = process.env.ELECTRON_EXEC;
  if (given) return given;
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  const program = existsSync(note) ? join(folder, 'dist', readFileSync(note, 'utf8')) : null;
  return program && existsSync(program) ? program : null;
};
const realElectron = downloadedElectron();

/** What runs the built app: real Electron where its binary exists, the stand-in executable elsewhere. */
export const desktopProgram = realElectron ?? standIn;

/** Its environment over a data folder: nothing of ours makes it a plain Node, or loads something into it. */
export function desktopEnvironment(home: string): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...env } = process.env as Record<string, string>;
  return { ...env, TITAN_HOME: home };
}
