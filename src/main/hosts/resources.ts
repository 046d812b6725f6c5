import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where package.json lies: found by walking up, because this runs from `out/main`, its chunks and, in tests, the sources. */
function appFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('The folder of Titan Ads is missing its package.json.');
  }
}

/** The folder `resources/` of the app: beside the bundle in a checkout, among Electron's resources when installed. */
export function resourcesFolder(): string {
  const packaged = (process as { resourcesPath?: string }).resourcesPath;
  if (packaged && existsSync(join(packaged, 'samples'))) return packaged;
  return join(appFolder(), 'resources');
}

/** The bundled emulators, which only `titan sandbox` loads. */
export const sandboxFile = (): string => join(appFolder(), 'out', 'main', 'sandbox.js');

/** The built window; it stays with the bundle, inside the archive of an installed app. */
export const rendererFolder = (): string => join(appFolder(), 'out', 'renderer');
