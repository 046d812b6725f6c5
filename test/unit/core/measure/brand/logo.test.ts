import { expect, test } from 'vitest';
import { logoFinder, seenAt } from '../../../../../src/main/core/measure/brand/logo.ts';
import { shapeOf } from '../../../../../src/main/core/measure/brand/logo-shape.ts';
import type { GreyFrame } from '../../../../../src/main/core/measure/text/local-contrast.ts';
import { Random } from '../../../../support/clips/random.ts';

/** Fields of black and white, no two of one seed alike. */
function sign(seed: number, side = 120): GreyFrame {
  const random = new Random(seed);
  const fields = Array.from({ length: 36 }, () => (random.chance(0.5) ? 255 : 0));
  const field = (at: number) => Math.min(5, Math.floor((6 * at) / side));
  return {
    width: side,
    height: side,
    levels: Uint8Array.from(
      { length: side * side },
      (_, at) => fields[6 * field(Math.floor(at / side)) + field(at % side)] as number,
    ),
  };
}

/** A frame that grows lighter from left to right, with noise, and with the sign at (x, y). */
function frame(laid: { of: GreyFrame; x: number; y: number; inverted?: boolean } | null): GreyFrame {
  const [width, height] = [480, 360];
  const random = new Random(7);
  const levels = new Uint8Array(width * height);
  for (let at = 0; at < levels.length; at++)
    levels[at] = 80 + (100 * (at % width)) / width + random.whole(-20, 20);
  if (laid)
    for (let y = 0; y < laid.of.height; y++)
      for (let x = 0; x < laid.of.width; x++) {
        const level = laid.of.levels[y * laid.of.width + x] as number;
        levels[(laid.y + y) * width + laid.x + x] = laid.inverted ? 255 - level : level;
      }
  return { width, height, levels };
}

test.each([
  [60, 300, 40, false],
  [97, 20, 200, false],
  [150, 200, 100, true],
])('a logo of %i pixels is found where it stands', (side, x, y, inverted) => {
  const sight = logoFinder(sign(1))(frame({ of: sign(1, side), x, y, inverted }));
  const box = seenAt(sight);
  expect(box?.x).toBeCloseTo(x / 480, 1);
  expect(box?.y).toBeCloseTo(y / 360, 1);
  expect((box?.w ?? 0) * 480).toBeGreaterThan(0.9 * side);
  expect((box?.w ?? 0) * 480).toBeLessThan(1.1 * side);
});

test('another sign, and none, are not seen', () => {
  const find = logoFinder(sign(1));
  expect(seenAt(find(frame({ of: sign(2), x: 100, y: 100 })))).toBeNull();
  expect(seenAt(find(frame(null)))).toBeNull();
});

const drawn = (isInk: (x: number, y: number) => boolean, side = 64) => ({
  width: side,
  height: side,
  rgba: Uint8Array.from({ length: 4 * side * side }, (_, at) => {
    const pixel = Math.floor(at / 4);
    const ink = isInk((pixel % side) / side - 0.5, Math.floor(pixel / side) / side - 0.5);
    return at % 4 === 3 && ink ? 255 : 0;
  }),
});

test('what many things look like is no logo to look for', () => {
  expect(shapeOf(drawn((x, y) => Math.hypot(x, y) < 0.45))).toBeNull();
  expect(shapeOf(drawn((x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.46))).toBeNull();
  expect(shapeOf(drawn(() => true))).toBeNull();
  const { levels } = sign(1, 64);
  expect(
    shapeOf(drawn((x, y) => levels[Math.round((y + 0.5) * 64) * 64 + Math.round((x + 0.5) * 64)] === 0)),
  ).not.toBeNull();
});

test('black on nothing and white on nothing are the same sign the other way round', () => {
  const ink = (level: number) => {
    const { width, height, rgba } = drawn((x, y) => x > 0 !== y > 0.1 || Math.hypot(x, y) < 0.2);
    for (let at = 0; at < rgba.length; at += 4) rgba.fill(level, at, at + 3);
    return shapeOf({ width, height, rgba });
  };
  const [black, white] = [ink(0), ink(255)];
  expect(black?.levels.map((level) => 255 - level)).toEqual(white?.levels);
});
