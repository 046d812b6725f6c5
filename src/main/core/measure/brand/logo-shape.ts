import { lumaAt } from '../picture/luma.ts';
import type { GreyFrame } from '../text/local-contrast.ts';
import { shrinker, unit, wholeOf } from './grey.ts';

export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Side of the squares in which it is held against plain shapes. */
const SIDE = 32;
/** Correlation with a plain shape from which on much else looks like it. */
const PLAIN = 0.8;
/** Longer than this in one direction it is a line. */
const LONGEST = 8;

/** The greys of a logo on what sets it off; null for one so plain that other things look like it. */
export function shapeOf({ width, height, rgba }: Rgba): GreyFrame | null {
  if (Math.max(width, height) > LONGEST * Math.min(width, height)) return null;
  const ground = groundOf(rgba);
  const levels = Uint8Array.from({ length: width * height }, (_, at) => {
    const alpha = (rgba[4 * at + 3] as number) / 255;
    return Math.round(alpha * lumaAt(rgba, 4 * at) + (1 - alpha) * ground);
  });
  const shape = { width, height, levels };
  return isPlain(shape) ? null : shape;
}

/** What transparent parts are shown on: black or white, whichever is further from the ink. */
function groundOf(rgba: Uint8Array): number {
  let [ink, weight] = [0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    ink += (rgba[at + 3] as number) * lumaAt(rgba, at);
    weight += rgba[at + 3] as number;
  }
  return ink / Math.max(1, weight) < 128 ? 255 : 0;
}

/** Whether it is there at this place, from -1 to 1 in both directions. */
type Plain = (x: number, y: number) => boolean;

const disc =
  (radius: number): Plain =>
  (x, y) =>
    Math.hypot(x, y) < radius;
const bars =
  (many: number): Plain =>
  (x) =>
    Math.floor(((x + 1) / 2) * (2 * many - 1)) % 2 === 0;
const turned =
  (shape: Plain): Plain =>
  (x, y) =>
    shape(y, x);
const within =
  (shape: Plain): Plain =>
  (x, y) =>
    Math.max(Math.abs(x), Math.abs(y)) < 0.92 && shape(x / 0.92, y / 0.92);

const plain: readonly Plain[] = [
  within(() => true),
  within(disc(1)),
  ...[0.45, 0.6, 0.75].map((hole) => within((x, y) => disc(1)(x, y) && !disc(hole)(x, y))),
  ...[0.5, 0.65, 0.8].map((hole) => within((x, y) => Math.max(Math.abs(x), Math.abs(y)) > hole)),
  within((x, y) => Math.abs(x) + Math.abs(y) < 1),
  within((x, y) => Math.abs(x) < (y + 1) / 2),
  within((x, y) => Math.abs(x) < (1 - y) / 2),
  within((x, y) => Math.abs(y) < (x + 1) / 2),
  within((x, y) => Math.abs(y) < (1 - x) / 2),
  within((x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.25),
  within((x, y) => Math.min(Math.abs(x - y), Math.abs(x + y)) < 0.3),
  ...[2, 3, 4].flatMap((many) => [within(bars(many)), within(turned(bars(many)))]),
  (x) => x < 0,
  (_, y) => y < 0,
  (x, y) => x < y,
  (x, y) => x < -y,
];

let drawn: readonly Float32Array[] | undefined;

/** Made with the first logo: every media host loads this, and few ever see one. */
function plainValues(): readonly Float32Array[] {
  drawn ??= plain.map((shape) =>
    unit(
      Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
        Number(shape(((at % SIDE) + 0.5) / (SIDE / 2) - 1, (Math.floor(at / SIDE) + 0.5) / (SIDE / 2) - 1)),
      ),
    ),
  );
  return drawn;
}

/** Of one grey all over, or nearly a plain shape. */
function isPlain(shape: GreyFrame): boolean {
  const { values } = shrinker(shape)(wholeOf(shape), SIDE, SIDE);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.every((value) => Math.abs(value - mean) < 16)) return true;
  const own = unit(values);
  return plainValues().some(
    (other) => Math.abs(own.reduce((sum, value, at) => sum + value * (other[at] as number), 0)) > PLAIN,
  );
}
