import type { GreyFrame } from '../text/local-contrast.ts';

export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Sums over all that lies above and left of each place, so that the sum over any box is four look-ups. */
export function sumsOf(
  { width, height }: { readonly width: number; readonly height: number },
  valueAt: (at: number) => number,
): Float64Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += valueAt(y * width + x);
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] as number) + row;
    }
  }
  return sums;
}

/** A part of a frame in its pixels; it may reach beyond, where the edge goes on. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const wholeOf = ({ width, height }: { readonly width: number; readonly height: number }): Part => ({
  left: 0,
  top: 0,
  width,
  height,
});

/** Makes a part of the frame smaller: each pixel is the mean of the area it covers. */
export type Shrink = (part: Part, width: number, height: number) => Grey;

export function shrinker(frame: GreyFrame): Shrink {
  const sums = sumsOf(frame, (at) => frame.levels[at] as number);
  const stride = frame.width + 1;
  /** What lies left of a place between two columns and above one between two rows. */
  const upTo = (x: number, y: number): number => {
    const [x0, y0] = [Math.min(frame.width - 1, Math.floor(x)), Math.min(frame.height - 1, Math.floor(y))];
    const [fx, fy, at] = [x - x0, y - y0, y0 * stride + x0];
    const top = (sums[at] as number) * (1 - fx) + (sums[at + 1] as number) * fx;
    const bottom = (sums[at + stride] as number) * (1 - fx) + (sums[at + stride + 1] as number) * fx;
    return top * (1 - fy) + bottom * fy;
  };
  return (part, width, height) => {
    const columns = edges(part.left, part.width / width, width, frame.width);
    const rows = edges(part.top, part.height / height, height, frame.height);
    const values = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      const [y0, y1] = [rows[2 * y] as number, rows[2 * y + 1] as number];
      for (let x = 0; x < width; x++) {
        const [x0, x1] = [columns[2 * x] as number, columns[2 * x + 1] as number];
        const sum = upTo(x1, y1) - upTo(x0, y1) - upTo(x1, y0) + upTo(x0, y0);
        values[y * width + x] = sum / ((x1 - x0) * (y1 - y0));
      }
    }
    return { width, height, values };
  };
}

/** Without its mean, of length one: the product of two such is their correlation. */
export function unit(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return values.map((value) => (value - mean) / length);
}

/** Where each of the pixels begins and ends; one beyond the frame shows its edge. */
function edges(from: number, step: number, count: number, most: number): Float64Array {
  const found = new Float64Array(2 * count);
  for (let at = 0; at < count; at++) {
    const begin = Math.max(0, Math.min(most - 0.5, from + at * step));
    found[2 * at] = begin;
    found[2 * at + 1] = Math.max(begin + 0.5, Math.min(most, from + (at + 1) * step));
  }
  return found;
}
