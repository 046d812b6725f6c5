import type { Box } from '../../../../contract/index.ts';
import type { GreyFrame } from './local-contrast.ts';

/** WCAG 2: relative luminance of a grey level. */
function luminance(level: number): number {
  const share = level / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** WCAG 2: (L1 + 0.05) / (L2 + 0.05), L1 the lighter one. */
export function contrastOf(one: number, other: number): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Fewer pixels than this tell nothing. */
const MIN_PIXELS = 40;
/** Each of the two sides must hold this share of the pixels: strokes cover 10 to 50 % of a word's box. */
const MIN_SHARE = 0.03;

/**
 * X05: the pixels of a word's box fall into text and ground; where the between-class variance is largest (Otsu 1979)
 * they are parted, and the medians of the two sides are compared. Grey levels only: two colours of equal brightness
 * count as no contrast, which is what a colour-blind eye or a screen in the sun makes of them.
 */
export function textContrast(frame: GreyFrame, box: Box): number | null {
  const histogram = new Float64Array(256);
  let count = 0;
  const x1 = Math.min(frame.width, Math.ceil((box.x + box.w) * frame.width));
  const y1 = Math.min(frame.height, Math.ceil((box.y + box.h) * frame.height));
  for (let y = Math.max(0, Math.floor(box.y * frame.height)); y < y1; y++) {
    for (let x = Math.max(0, Math.floor(box.x * frame.width)); x < x1; x++) {
      const level = frame.levels[y * frame.width + x] as number;
      histogram[level] = (histogram[level] as number) + 1;
      count++;
    }
  }
  if (count < MIN_PIXELS) return null;
  const cut = otsu(histogram, count);
  const dark = histogram.subarray(0, cut + 1).reduce((sum, n) => sum + n, 0);
  if (dark < MIN_SHARE * count || count - dark < MIN_SHARE * count) return null;
  const ratio = contrastOf(median(histogram, 0, dark), median(histogram, cut + 1, count - dark));
  return Math.round(ratio * 100) / 100;
}

function otsu(histogram: Float64Array, count: number): number {
  let total = 0;
  histogram.forEach((n, level) => {
    total += n * level;
  });
  let best = { cut: 127, variance: -1 };
  let n = 0;
  let sum = 0;
  for (let level = 0; level < 255; level++) {
    n += histogram[level] as number;
    sum += (histogram[level] as number) * level;
    if (n === 0 || n === count) continue;
    const variance = n * (count - n) * (sum / n - (total - sum) / (count - n)) ** 2;
    if (variance > best.variance) best = { cut: level, variance };
  }
  return best.cut;
}

function median(histogram: Float64Array, from: number, count: number): number {
  let seen = 0;
  for (let level = from; level < 256; level++) {
    seen += histogram[level] as number;
    if (seen * 2 >= count) return level;
  }
  return 255;
}
