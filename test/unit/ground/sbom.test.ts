import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderNotices } from '../../../scripts/ground/notices.ts';
import { renderSbom } from '../../../scripts/pack/sbom.ts';
import { tempFolder } from '../../support/temp-folder.ts';

interface Part {
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license?: { readonly name: string } }[];
}
const read = (text: string): Part[] => JSON.parse(text).components;

test('the list of parts names what the notices name, Electron, and no part twice', () => {
  const parts = read(renderSbom('nowhere'));
  const named = parts.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name} ${version}`);
  const notices = [...renderNotices().matchAll(/^-{80}\n(.+)\n-{80}$/gm)].map(([, heading]) => heading);
  const anySystem = named.map((name) =>
    name.replace(/-(linuxmusl|linux|darwin|win32)-(x64|arm64|ia32)/, '-<system>'),
  );
  expect(new Set(anySystem.filter((name) => !name.startsWith('electron ')))).toEqual(new Set(notices));
  expect(anySystem.filter((name) => name.startsWith('electron '))).toHaveLength(1);
  expect(new Set(parts.map((part) => part['bom-ref'])).size).toBe(parts.length);
  for (const { purl } of parts) expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d[\w.+-]*$/);
});

test('no part is under a licence that nobody has looked at', () => {
  const odd = read(renderSbom('nowhere')).flatMap(({ name, licenses: [one] }) =>
    one?.license ? [`${name}: ${one.license.name}`] : [],
  );
  // All of them read: the MIT and BSD licences by other names, the Unlicense in a file, and Meta's own for its interface.
  expect(odd).toEqual([
    'email-validator: see THIRD-PARTY-NOTICES.txt',
    'facebook-nodejs-business-sdk: Platform License',
    'nub: MIT/X11',
    'url-template: BSD',
  ]);
});

test('our own ffmpeg is in it where it was built', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'linux-x64'));
  writeFileSync(
    join(folder, 'linux-x64', 'HOW-IT-WAS-BUILT.txt'),
    'FFmpeg 7.1.3, https://ffmpeg.org/releases/\n',
  );
  const [ffmpeg] = read(renderSbom(folder)).filter(({ name }) => name === 'ffmpeg');
  expect(ffmpeg).toMatchObject({ version: '7.1.3', licenses: [{ expression: 'LGPL-2.1-or-later' }] });
});

test('it is the same each time', () => {
  expect(renderSbom()).toBe(renderSbom());
});
