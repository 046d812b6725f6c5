import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './place.mjs';

/** The licences of every package that leaves this machine inside an installed app. */
export const noticesFile = join(root, 'resources', 'licenses', 'THIRD-PARTY-NOTICES.txt');

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repository?: string | { url: string };
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where a package finds another one: the nearest node_modules upwards, as Node looks. */
const find = (name: string, from: string): string | null => {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return null;
};

const bareImport =
  /(?:from|import|import\(|require\()\s*['"]((?:@[\w-][\w.-]*\/)?[\w-][\w.-]*)(?:\/[^'"]*)?['"]/g;

/** Electron comes with its own LICENSE and LICENSES.chromium.html, which its packager puts beside it. */
const bringsItsOwn = new Set(['electron']);

/** What the bundles take in, and what stays outside of them as a dependency. */
const shippedRoots = (): string[] => {
  const names = new Set(Object.keys(manifestOf(root).dependencies ?? {}));
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const [, name = ''] of readFileSync(join(root, 'src', file), 'utf8').matchAll(bareImport))
      names.add(name);
  }
  return [...names]
    .filter((name) => !name.startsWith('node:') && !bringsItsOwn.has(name) && find(name, root))
    .sort();
};

const closure = (names: readonly string[]): Map<string, string> => {
  const folders = new Map<string, string>();
  const visit = (name: string, from: string) => {
    const folder = find(name, from);
    if (!folder || bringsItsOwn.has(name)) return;
    const { version, dependencies, optionalDependencies } = manifestOf(folder);
    const key = `${name}@${version}`;
    if (folders.has(key)) return;
    folders.set(key, folder);
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(next, folder);
  };
  for (const name of names) visit(name, root);
  return folders;
};

/** The folders of all packages that an installed app holds, Electron itself apart. */
export const shippedPackages = (): string[] => [...closure(shippedRoots()).values()];

const licenceText = (folder: string): string => {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  // sharp's prebuilt libraries state their licences in the readme alone.
  const chosen = files.length > 0 ? files.sort() : folder.includes('libvips') ? ['README.md'] : [];
  return chosen.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
};

/** One name for the same package of every system, so that the list is the same wherever it is made. */
const anySystem = (text: string) =>
  text.replace(/-(linuxmusl|linux|darwin|win32)-(x64|arm64|ia32)/g, '-<system>');

const address = ({ homepage, repository }: Manifest) =>
  homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? '';

export const renderNotices = (): string => {
  const entries = shippedPackages().map((folder) => {
    const manifest = manifestOf(folder);
    return {
      heading: anySystem(`${manifest.name} ${manifest.version}`),
      body: anySystem(
        [`Licence: ${manifest.license ?? 'see below'}`, address(manifest), '', licenceText(folder)]
          .join('\n')
          .trim(),
      ),
    };
  });
  const line = '-'.repeat(80);
  return [
    'Titan Ads comes with the work of others. This list is made by `npm run notices` from what is installed.',
    '',
    'Electron and Chromium: see LICENSE and LICENSES.chromium.html beside the program.',
    'FFmpeg is used as separate programs, which you may replace. Where the folder ffmpeg lies beside this one, they are our',
    'own build under the LGPL 2.1 or later, with its text and how it was built; else they are the ones that you installed.',
    'Packages under the LGPL 3.0 (libvips and parts of it, libheif) are separate files that you may replace; the text',
    'of that licence and of the GPL 3.0, which it refers to, lie beside this file.',
    '',
    ...entries
      .sort((a, b) => (a.heading < b.heading ? -1 : 1))
      .flatMap(({ heading, body }) => [line, heading, line, body, '']),
  ].join('\n');
};

if (import.meta.main) {
  writeFileSync(noticesFile, renderNotices());
  console.log(`wrote ${noticesFile}`);
}
