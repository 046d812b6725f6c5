/** The numbers of one sampled frame. */
export interface FrameNumbers {
  /** Mean BT.709 luma 0–255 (V01). */
  readonly brightness: number;
  /** Root-mean-square contrast: standard deviation of luma / 255 (V02; Peli 1990). */
  readonly contrast: number;
  /** Mean HSV saturation 0–1 (V03). */
  readonly saturation: number;
  /** Hasler and Suesstrunk 2003, M3, on 0–255 (V04). */
  readonly colourfulness: number;
}

/** 1/x by table: a division per pixel is what would make this slow. */
const INVERSE = Float64Array.from({ length: 256 }, (_, value) => (value === 0 ? 0 : 1 / value));

/**
 * One pass over an RGB frame.
 *   Y = 0.2126 R + 0.7152 G + 0.0722 B        rg = R - G        yb = (R + G)/2 - B
 *   S = (max - min) / max, 0 for black
 *   M3 = sqrt(var(rg) + var(yb)) + 0.3 * sqrt(mean(rg)^2 + mean(yb)^2)
 * Sums of bytes are exact integers in a double, so the order of addition cannot change them; only S is rounded, and
 * always in the same order.
 */
export function frameNumbers(rgb: Uint8Array): FrameNumbers {
  const pixels = Math.floor(rgb.length / 3);
  let r1 = 0;
  let g1 = 0;
  let b1 = 0;
  let rr = 0;
  let gg = 0;
  let bb = 0;
  let rg = 0;
  let rb = 0;
  let gb = 0;
  let saturation = 0;
  for (let i = 0; i < pixels * 3; i += 3) {
    const r = rgb[i] as number;
    const g = rgb[i + 1] as number;
    const b = rgb[i + 2] as number;
    r1 += r;
    g1 += g;
    b1 += b;
    rr += r * r;
    gg += g * g;
    bb += b * b;
    rg += r * g;
    rb += r * b;
    gb += g * b;
    const high = Math.max(r, g, b);
    const low = Math.min(r, g, b);
    saturation += (high - low) * (INVERSE[high] as number);
  }
  // Every wanted moment is a quadratic form of the nine sums above: variance of w.rgb = w' C w.
  const variance = (wr: number, wg: number, wb: number) => {
    const mean = (wr * r1 + wg * g1 + wb * b1) / pixels;
    const square =
      (wr * wr * rr + wg * wg * gg + wb * wb * bb + 2 * (wr * wg * rg + wr * wb * rb + wg * wb * gb)) /
      pixels;
    return { mean, variance: Math.max(0, square - mean * mean) };
  };
  const luma = variance(0.2126, 0.7152, 0.0722);
  const redGreen = variance(1, -1, 0);
  const yellowBlue = variance(0.5, 0.5, -1);
  return {
    brightness: luma.mean,
    contrast: Math.sqrt(luma.variance) / 255,
    saturation: saturation / pixels,
    colourfulness:
      Math.sqrt(redGreen.variance + yellowBlue.variance) +
      0.3 * Math.sqrt(redGreen.mean ** 2 + yellowBlue.mean ** 2),
  };
}
