import { expect, test } from 'vitest';
import { layOnWhite, shrinkToTick, toneMap, toPlanes } from '../../../src/main/media/colour.ts';

const flat = (r: number, g: number, b: number, pixels: number) =>
  Uint8Array.from({ length: pixels * 3 }, (_, i) => [r, g, b][i % 3] ?? 0);

test('transparent pixels are white, opaque ones stay', () => {
  expect([...layOnWhite(Uint8Array.from([10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128]))]).toEqual([
    10, 20, 30, 255, 255, 255, 127, 127, 127,
  ]);
});

test.each([
  ['white', [255, 255, 255], [255, 128, 128]],
  ['black', [0, 0, 0], [0, 128, 128]],
  ['red', [255, 0, 0], [54, 99, 255]],
  ['green', [0, 255, 0], [182, 30, 12]],
  ['blue', [0, 0, 255], [18, 255, 116]],
])('%s in planes of BT.709, full range', (_name, [r = 0, g = 0, b = 0], [y, u, v]) => {
  const planes = toPlanes(flat(r, g, b, 48 * 48));
  expect([planes[0], planes[48 * 48], planes[48 * 48 + 24 * 24]]).toEqual([y, u, v]);
  expect(planes.length).toBe(3456);
});

test('shrinking averages areas, also where pixels straddle two ticks', () => {
  const width = 100;
  const stripes = Uint8Array.from({ length: width * 60 * 3 }, (_, i) =>
    Math.floor(i / 3) % 2 === 0 ? 0 : 200,
  );
  const small = shrinkToTick(stripes, width, 60);
  const mean = small.reduce((sum, value) => sum + value, 0) / small.length;
  expect(mean).toBeCloseTo(100, 0);
  expect(shrinkToTick(flat(9, 90, 200, 31 * 17), 31, 17)).toEqual(flat(9, 90, 200, 48 * 48));
});

test('HDR: graphics white lands near white, black stays black, brighter never becomes darker', () => {
  const grey = (value: number) => toneMap(Uint8Array.from([value, value, value]), 'smpte2084')[1] ?? -1;
  const white = Math.round(255 * 0.5806); // PQ of 203 cd/m²
  expect(grey(0)).toBe(0);
  expect(grey(white)).toBeGreaterThan(230);
  expect(grey(white)).toBeLessThan(250);
  for (let value = 1; value < 256; value++) expect(grey(value)).toBeGreaterThanOrEqual(grey(value - 1));
  expect(toneMap(Uint8Array.from([191, 191, 191]), 'arib-std-b67')[1]).toBeGreaterThan(220); // HLG 75 %
});
