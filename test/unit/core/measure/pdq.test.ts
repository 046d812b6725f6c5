import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pdq } from '../../../../src/main/core/measure/picture/pdq.ts';
import { drawWorld, type World } from '../../../support/clips/worlds.ts';

/** Set bits in which two hashes differ; the reference calls up to 31 the same picture. */
function distance(a: string, b: string): number {
  let bits = 0;
  for (let i = 0; i < a.length; i++) {
    let x = Number.parseInt(a[i] as string, 16) ^ Number.parseInt(b[i] as string, 16);
    for (; x > 0; x >>= 1) bits += x & 1;
  }
  return bits;
}

async function hashAt(world: World, side: number, jpegQuality: number | null = null) {
  let image = sharp(world.rgb, { raw: { width: world.width, height: world.height, channels: 3 } }).resize({
    height: side,
  });
  if (jpegQuality !== null) image = sharp(await image.jpeg({ quality: jpegQuality }).toBuffer());
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return pdq({ t: 0, width: info.width, height: info.height, rgb: new Uint8Array(data) });
}

test('the same picture keeps its hash through resizing and compression, another has another', async () => {
  const a = await drawWorld('collage', 11);
  const b = await drawWorld('collage', 12);
  const reference = await hashAt(a, 160);
  expect(reference.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(distance(reference.hash, (await hashAt(a, 400)).hash)).toBeLessThanOrEqual(31);
  expect(distance(reference.hash, (await hashAt(a, 160, 30)).hash)).toBeLessThanOrEqual(31);
  expect(distance(reference.hash, (await hashAt(b, 160)).hash)).toBeGreaterThan(80);
});

test('half of the bits are set, and quality tells structure from a plain ground', async () => {
  const { hash, quality } = await hashAt(await drawWorld('terrain', 3), 160);
  expect(distance(hash, '0'.repeat(64))).toBe(128);
  expect(quality).toBe(100);
  const plain = pdq({ t: 0, width: 160, height: 160, rgb: new Uint8Array(160 * 160 * 3).fill(77) });
  expect(plain.quality).toBe(0);
});

test('waves have the hash that the reference program prints for them', () => {
  // ThreatExchange pdq/cpp, pdqHash256FromFloatLuma, compiled and run over these very numbers.
  const side = 200;
  const rgb = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const luma = Math.floor(127 + 60 * Math.sin(x * 0.11 + y * 0.07) + 50 * Math.sin(x * y * 0.003));
      rgb.fill(luma, (y * side + x) * 3, (y * side + x) * 3 + 3);
    }
  }
  expect(pdq({ t: 0, width: side, height: side, rgb })).toEqual({
    hash: '398c739ce71ccf389e383c3878b0f1b8c39107291f81752bf56beac5006f0ad7',
    quality: 100,
  });
});
