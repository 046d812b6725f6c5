import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { keptShape, readLogo } from '../../../src/main/media/logo/read-logo.ts';
import type { Tools } from '../../../src/main/media/tools.ts';
import { madeUpLogos, plainLogos } from '../../support/clips/logos.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const tools: Tools = { ffmpeg: '', ffprobe: '', onPid: () => undefined, onLimit: () => undefined };
const read = (bytes: Uint8Array) => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'given'), bytes);
  return { folder, logo: readLogo(join(folder, 'given'), folder, tools) };
};
const png = (drawn: Buffer | undefined) => sharp(drawn).png();

test('a picture is kept small, without its margin and without what it carries beside its pixels', async () => {
  const wide = await png(madeUpLogos.emblem)
    .extend({ top: 900, bottom: 0, left: 300, right: 0, background: '#ffffff00' })
    .withExif({ IFD0: { Copyright: 'canary-copyright' } })
    .toBuffer();
  const { folder, logo } = read(wide);
  const { width, height, findable } = await logo;
  expect([height, findable]).toEqual([256, true]);
  expect(width / height).toBeCloseTo(80 / 92, 1);
  const kept = readFileSync(join(folder, 'logo.png'));
  expect(kept.includes('canary')).toBe(false);
  expect(await keptShape(join(folder, 'logo.png'))).toMatchObject({ width, height });
});

test('a plain shape is kept and not to be looked for', async () => {
  const { folder, logo } = read(await png(plainLogos.ring).flatten({ background: '#fff' }).jpeg().toBuffer());
  expect(await logo).toMatchObject({ findable: false });
  expect(await keptShape(join(folder, 'logo.png'))).toBeNull();
});

test('what is active, moves or is no picture is refused', async () => {
  await expect(read(madeUpLogos.emblem as Buffer).logo).rejects.toMatchObject({ code: 'UNSUPPORTED_CODEC' });
  const gif = await png(madeUpLogos.badge).gif().toBuffer();
  await expect(read(gif).logo).rejects.toMatchObject({ code: 'UNSUPPORTED_CODEC' });
  const cut = (await png(madeUpLogos.badge).toBuffer()).subarray(0, 900);
  await expect(read(cut).logo).rejects.toMatchObject({ code: 'DAMAGED' });
});

test('a disk that takes no file is not told as a damaged picture', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'given'), await png(madeUpLogos.badge).toBuffer());
  const read = readLogo(join(folder, 'given'), join(folder, 'none'), tools);
  await expect(read).rejects.toMatchObject({ code: 'ENOENT' });
});
