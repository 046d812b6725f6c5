/** Draws resources/icons from the window's own mark, in the containers that each system wants. Run after a change of it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mark = readFileSync(join(root, 'src', 'renderer', 'public', 'icon.svg'));
const target = join(root, 'resources', 'icons');

/** Apple leaves a tenth free on each side, so that icons in the dock have one size. */
const draw = (size: number, marginShare = 0): Promise<Buffer> => {
  const margin = Math.round(size * marginShare);
  const inner = size - 2 * margin;
  return sharp(mark, { density: (72 * inner) / 32 })
    .resize(inner, inner)
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: '#0000' })
    .png({ compressionLevel: 9 })
    .toBuffer();
};

/** Windows: a directory of PNGs; a side of 256 is written as 0. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** macOS: typed blocks, each with its length. */
function icns(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const block = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return block('icns', Buffer.concat(pictures.map(({ type, png }) => block(type, png))));
}

const icoSizes = [16, 24, 32, 48, 64, 128, 256];
const icnsTypes = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

mkdirSync(target, { recursive: true });
const forWindows = await Promise.all(icoSizes.map(async (size) => ({ size, png: await draw(size) })));
const forMac = await Promise.all(
  Object.entries(icnsTypes).map(async ([type, size]) => ({ type, png: await draw(size, 0.1) })),
);
writeFileSync(join(target, 'icon.png'), await draw(512));
writeFileSync(join(target, 'icon.ico'), ico(forWindows));
writeFileSync(join(target, 'icon.icns'), icns(forMac));
