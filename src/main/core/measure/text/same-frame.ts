import type { GreyFrame } from './local-contrast.ts';

/** Side of a block: about the height of the smallest words that can be read. */
const BLOCK_PX = 16;
/** Mean difference of a block's pixels, in grey levels, below which it is noise of the coding. */
const NOISE = 4;

/** Whether two frames show the same words for certain: no block of one differs from the other. */
export function showsTheSame(one: GreyFrame, other: GreyFrame): boolean {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return false;
  for (let top = 0; top < height; top += BLOCK_PX) {
    const bottom = Math.min(height, top + BLOCK_PX);
    for (let left = 0; left < width; left += BLOCK_PX) {
      const right = Math.min(width, left + BLOCK_PX);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let at = y * width + left; at < y * width + right; at++)
          sum += Math.abs((one.levels[at] as number) - (other.levels[at] as number));
      }
      if (sum > NOISE * (bottom - top) * (right - left)) return false;
    }
  }
  return true;
}
