import { PLANE, SIDE, THUMB } from './thumbs.ts';

/** A picture may have moved this far between two frames, in thumb pixels: a sixth of the frame. */
const REACH = 4;
const BLOCK = 4;
/** A block that fits this well (1.5 levels a pixel, all planes) is found; looking on would only fit the noise. */
const FITS = 1.5 * BLOCK * BLOCK;

/** Sum over Y, U and V of the absolute difference, per thumb pixel. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < THUMB; i++) {
    const d = (a[i] as number) - (b[i] as number);
    sum += d < 0 ? -d : d;
  }
  return sum / PLANE;
}

/**
 * How much of `b` cannot be found in `a`: each 4 x 4 block of `b` is laid where it fits `a` best within reach, in all
 * three planes at once; what is left is averaged. Motion and camera moves leave little, new things all of themselves.
 * At most `difference(a, b)`.
 */
export function novelty(a: Uint8Array, b: Uint8Array): number {
  let total = 0;
  for (let by = 0; by < SIDE; by += BLOCK) {
    for (let bx = 0; bx < SIDE; bx += BLOCK) total += bestFit(a, b, bx, by);
  }
  return total / PLANE;
}

function bestFit(a: Uint8Array, b: Uint8Array, bx: number, by: number): number {
  let best = blockDifference(a, b, bx, by, bx, by, Number.POSITIVE_INFINITY);
  if (best <= FITS) return best;
  // Every second place, then the places around the best one: thumbs are smooth, and this is most of the work.
  let fx = bx;
  let fy = by;
  for (let dy = -REACH; dy <= REACH; dy += 2) {
    const y = by + dy;
    if (y < 0 || y > SIDE - BLOCK) continue;
    for (let dx = -REACH; dx <= REACH; dx += 2) {
      const x = bx + dx;
      if (x < 0 || x > SIDE - BLOCK) continue;
      const now = blockDifference(a, b, bx, by, x, y, best);
      if (now < best) {
        best = now;
        fx = x;
        fy = y;
      }
    }
  }
  for (let y = Math.max(0, fy - 1); y <= Math.min(SIDE - BLOCK, fy + 1); y++) {
    for (let x = Math.max(0, fx - 1); x <= Math.min(SIDE - BLOCK, fx + 1); x++) {
      best = blockDifference(a, b, bx, by, x, y, best);
    }
  }
  return best;
}

/** The smaller of `limit` and the difference of the block at (bx, by) of `b` and the one at (x, y) of `a`. */
function blockDifference(
  a: Uint8Array,
  b: Uint8Array,
  bx: number,
  by: number,
  x: number,
  y: number,
  limit: number,
): number {
  let sum = 0;
  for (let row = 0; row < BLOCK; row++) {
    let i = (by + row) * SIDE + bx;
    let j = (y + row) * SIDE + x;
    for (let k = 0; k < BLOCK; k++, i++, j++) {
      sum +=
        Math.abs((b[i] as number) - (a[j] as number)) +
        Math.abs((b[i + PLANE] as number) - (a[j + PLANE] as number)) +
        Math.abs((b[i + 2 * PLANE] as number) - (a[j + 2 * PLANE] as number));
    }
    if (sum >= limit) return limit;
  }
  return sum;
}

/** Variance that noise and rounding of two plain frames may have: without it their likeness would be chance. */
const PLAIN_VARIANCE = 4;

/**
 * Largest normalised correlation of the two pictures over all shifts within reach, of luma alone or of all planes
 * together: 1 for the same picture in another light (all planes agree) or in another tint (luma agrees), about 0 for
 * unrelated ones. Blind to brightness, as `novelty` is blind to motion.
 */
export function likeness(a: Uint8Array, b: Uint8Array): number {
  let best = -1;
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) best = Math.max(best, correlation(a, b, dx, dy));
  }
  return best;
}

function correlation(a: Uint8Array, b: Uint8Array, dx: number, dy: number): number {
  const x0 = Math.max(0, -dx);
  const x1 = Math.min(SIDE, SIDE - dx);
  const y0 = Math.max(0, -dy);
  const y1 = Math.min(SIDE, SIDE - dy);
  const n = (x1 - x0) * (y1 - y0);
  let luma = 0;
  let covariance = 0;
  let varianceA = PLAIN_VARIANCE;
  let varianceB = PLAIN_VARIANCE;
  for (let plane = 0; plane < THUMB; plane += PLANE) {
    let sa = 0;
    let sb = 0;
    let saa = 0;
    let sbb = 0;
    let sab = 0;
    for (let y = y0; y < y1; y++) {
      let i = plane + (y + dy) * SIDE + x0 + dx;
      let j = plane + y * SIDE + x0;
      for (let x = x0; x < x1; x++, i++, j++) {
        const p = a[i] as number;
        const q = b[j] as number;
        sa += p;
        sb += q;
        saa += p * p;
        sbb += q * q;
        sab += p * q;
      }
    }
    covariance += (sab - (sa * sb) / n) / n;
    varianceA += (saa - (sa * sa) / n) / n;
    varianceB += (sbb - (sb * sb) / n) / n;
    if (plane === 0) luma = covariance / Math.sqrt(varianceA * varianceB);
  }
  return Math.max(luma, covariance / Math.sqrt(varianceA * varianceB));
}

/** Mean absolute deviation from each plane's mean, summed over the planes: near 0 for a plain frame. */
export function texture(thumb: Uint8Array): number {
  let total = 0;
  for (let plane = 0; plane < THUMB; plane += PLANE) {
    let sum = 0;
    for (let i = plane; i < plane + PLANE; i++) sum += thumb[i] as number;
    const mean = sum / PLANE;
    for (let i = plane; i < plane + PLANE; i++) total += Math.abs((thumb[i] as number) - mean);
  }
  return total / PLANE;
}
