/** What models look at closely; more is scaled down there and paid for all the same. */
const longestSide = 1024;

/** The size at which a frame goes to a judge; never enlarged. */
export function judgeFrameSize({ width, height }: { readonly width: number; readonly height: number }) {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
