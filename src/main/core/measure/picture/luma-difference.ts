import { TICK_HEIGHT, TICK_WIDTH } from '../signals.ts';

export const LUMA_PIXELS = TICK_WIDTH * TICK_HEIGHT;

/** Mean absolute difference of two luma planes, 0-255. A sum of whole numbers: exact in any order. */
export function lumaDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < LUMA_PIXELS; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference < 0 ? -difference : difference;
  }
  return sum / LUMA_PIXELS;
}
