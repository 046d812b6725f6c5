import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestOf, shippedPackages } from '../ground/notices.ts';
import { root } from '../ground/place.mjs';

/** Licences by their names in SPDX that an app under Apache 2.0 may bring: the LGPL's parts are files of their own. */
export const knownLicences: ReadonlySet<string> = new Set([
  ...['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'Unlicense', '(MIT OR CC0-1.0)'],
  ...['LGPL-3.0-or-later', 'LGPL-3.0'],
]);

/** `pkg:npm/%40scope/name@1.2.3`, by which scanners look a package up. */
const purlOf = ({ name, version }: Manifest): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const component = (type: 'application' | 'library', manifest: Manifest, shipped: boolean) => {
  const [, group, name = manifest.name] = /^(@[^/]+)\/(.+)$/.exec(manifest.name) ?? [];
  const { version, license } = manifest;
  return {
    type,
    'bom-ref': purlOf(manifest),
    ...(group && { group }),
    name,
    version,
    ...(shipped && { scope: 'required' }),
    purl: purlOf(manifest),
    // Who states none in the manifest states it in a file, whose text is among the notices.
    licenses: [
      license && knownLicences.has(license)
        ? { expression: license }
        : { license: { name: license ?? 'see THIRD-PARTY-NOTICES.txt' } },
    ],
  };
};

/** Our own build, where there is one for this system; else an installed app uses what it finds. */
const ffmpegIn = (folder: string) => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((system) => {
    const how = join(folder, system, 'HOW-IT-WAS-BUILT.txt');
    const version = existsSync(how) && /^FFmpeg (\S+),/.exec(readFileSync(how, 'utf8'))?.[1];
    if (!version) return [];
    const purl = `pkg:generic/ffmpeg@${version}`;
    const licenses = [{ expression: 'LGPL-2.1-or-later' }];
    return [
      {
        type: 'application' as const,
        'bom-ref': `${purl}?system=${system}`,
        name: 'ffmpeg',
        version,
        purl,
        licenses,
      },
    ];
  });
};

/** What an installed app holds, as CycloneDX 1.6: no time and no chance in it, so the same app gives the same list. */
export const renderSbom = (ffmpegFolder = join(root, 'resources', 'ffmpeg')): string => {
  const app = manifestOf(root);
  const packages = shippedPackages().map((folder) => component('library', manifestOf(folder), true));
  const electron = component('library', manifestOf(join(root, 'node_modules', 'electron')), true);
  const components = [...packages, electron].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', app, false) },
    components: [...components, ...ffmpegIn(ffmpegFolder)],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
};

if (import.meta.main) {
  const file = join(root, 'dist', `titan-ads-${manifestOf(root).version}.cdx.json`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(file, renderSbom());
  console.log(`wrote ${file}`);
}
