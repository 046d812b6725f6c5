import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder `resources/` of the app: beside the bundle in a checkout, among Electron's resources when installed.
 * Found by walking up, because the same code runs from `out/main`, from its chunks and from the sources in tests.
 */
export function resourcesFolder(): string {
  const packaged = (process as { resourcesPath?: string }).resourcesPath;
  if (packaged && existsSync(join(packaged, 'samples'))) return packaged;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'resources');
    if (folder === dirname(folder)) throw new Error('The resources of Titan Ads are missing.');
  }
}
