import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PictureRow, type RgbFrame, STRIP_FRAMES } from '../../../src/main/media/picture-row.ts';
import { writePictures } from '../../../src/main/media/pictures.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'titan-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Halves of two greys: the farther apart, the more contrast. */
function frame(t: number, left: number, right: number): RgbFrame {
  const rgb = new Uint8Array(480 * 270 * 3);
  for (let at = 0; at < rgb.length; at++) rgb[at] = at % (480 * 3) < 240 * 3 ? left : right;
  return { t, width: 480, height: 270, rgb };
}

test('the thumbnail is no black frame and the strip holds every frame in order', async () => {
  const frames = [frame(0, 0, 0), frame(1, 20, 200), frame(2, 250, 255)];
  expect(await writePictures(frames, folder, true)).toBe(3);
  const thumb = await sharp(join(folder, 'thumb.jpg')).stats();
  expect(thumb.channels[0]?.stdev).toBeGreaterThan(60);
  const { data, info } = await sharp(join(folder, 'strip.jpg')).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([284 * 3, 160]);
  const grey = (x: number) => data[(80 * info.width + x) * 3] ?? -1;
  expect([grey(140), grey(300), grey(560), grey(700)].map((value) => Math.round(value / 10))).toEqual([
    0, 2, 20, 25,
  ]);
  expect((await readdir(folder)).sort()).toEqual(['strip.jpg', 'thumb.jpg']);
});

test('a strip of a very wide banner stays a picture that can be stored', async () => {
  const wide = { t: 0, width: 480, height: 8, rgb: new Uint8Array(480 * 8 * 3) };
  expect(
    await writePictures(
      Array.from({ length: 10 }, () => wide),
      folder,
      true,
    ),
  ).toBe(10);
  const { width = 0, height = 0 } = await sharp(join(folder, 'strip.jpg')).metadata();
  expect([width <= 16_000, height > 20, width % 10]).toEqual([true, true, 0]);
});

test('a row keeps at most ten, evenly, however many come', () => {
  for (const count of [1, 3, 10, 11, 21, 500]) {
    const row = new PictureRow();
    for (let t = 0; t < count; t++) row.push(frame(t, 0, 0));
    const times = row.spread().map(({ t }) => t);
    expect(times.length, `${count} frames`).toBe(Math.min(count, STRIP_FRAMES));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    if (count === 500) expect(times.at(-1)).toBeGreaterThan(400);
  }
});
