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
 * Twice yb is a whole number, so that all sums but those of Y and S are exact; those two are added in one fixed order.
 */
export function frameNumbers(rgb: Uint8Array): FrameNumbers {
  const pixels = Math.floor(rgb.length / 3);
  let luma = 0;
  let lumaSquares = 0;
  let redGreen = 0;
  let redGreenSquares = 0;
  let yellowBlue2 = 0;
  let yellowBlue2Squares = 0;
  let saturation = 0;
  for (let i = 0; i < pixels * 3; i += 3) {
    const r = rgb[i] as number;
    const g = rgb[i + 1] as number;
    const b = rgb[i + 2] as number;
    const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    luma += y;
    lumaSquares += y * y;
    const rg = r - g;
    redGreen += rg;
    redGreenSquares += rg * rg;
    const yb2 = r + g - 2 * b;
    yellowBlue2 += yb2;
    yellowBlue2Squares += yb2 * yb2;
    const high = Math.max(r, g, b);
    const low = Math.min(r, g, b);
    saturation += (high - low) * (INVERSE[high] as number);
  }
  const meanLuma = luma / pixels;
  const meanRg = redGreen / pixels;
  const meanYb = yellowBlue2 / 2 / pixels;
  const varianceRg = redGreenSquares / pixels - meanRg * meanRg;
  const varianceYb = yellowBlue2Squares / 4 / pixels - meanYb * meanYb;
  return {
    brightness: meanLuma,
    contrast: Math.sqrt(Math.max(0, lumaSquares / pixels - meanLuma * meanLuma)) / 255,
    saturation: saturation / pixels,
    colourfulness:
      Math.sqrt(Math.max(0, varianceRg + varianceYb)) + 0.3 * Math.sqrt(meanRg * meanRg + meanYb * meanYb),
  };
}
