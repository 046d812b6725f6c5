/** Measures leave the engine with four decimals (`scoring.md` 0); -0 would print differently from 0. */
export function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
