import type { Frame } from './kept-frames.ts';
import { lumaAt } from './luma.ts';

/**
 * Variance of the 3x3 Laplacian (4-neighbour) of luma: Pech-Pacheco 2000. Comparable only between frames of one size,
 * which is all that is asked here: the first frame against the others of its own clip.
 */
export function sharpness({ width, height, rgb }: Frame): number {
  const luma = new Float64Array(width * height);
  for (let i = 0; i < luma.length; i++) luma[i] = lumaAt(rgb, 3 * i);
  let sum = 0;
  let squares = 0;
  const count = Math.max(0, width - 2) * Math.max(0, height - 2);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const value =
        (luma[i - 1] as number) +
        (luma[i + 1] as number) +
        (luma[i - width] as number) +
        (luma[i + width] as number) -
        4 * (luma[i] as number);
      sum += value;
      squares += value * value;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
