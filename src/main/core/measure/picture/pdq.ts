import type { Frame } from './kept-frames.ts';

/**
 * PDQ, Facebook's perceptual hash for photographs ("The TMK+PDQF video-hashing algorithm and the PDQ image-hashing
 * algorithm", 2019, and the reference code): luma, two passes of a box filter (Jarosz), 64 x 64 samples, the 16 x 16 low
 * frequencies of their DCT, one bit each for above the median. Two hashes of one picture differ in up to about 31 bits.
 */
export function pdq(frame: Frame): { hash: string; quality: number } {
  const samples = to64(luma(frame), frame.width, frame.height);
  return { hash: hexOf(lowFrequencies(samples)), quality: qualityOf(samples) };
}

const SIZE = 64;
const LOW = 16;

function luma({ rgb, width, height }: Frame): Float64Array {
  const out = new Float64Array(width * height);
  for (let i = 0, p = 0; i < out.length; i++, p += 3) {
    out[i] = 0.299 * (rgb[p] as number) + 0.587 * (rgb[p + 1] as number) + 0.114 * (rgb[p + 2] as number);
  }
  return out;
}

function to64(picture: Float64Array, width: number, height: number): Float64Array {
  const other = new Float64Array(picture.length);
  const acrossWindow = Math.floor((width + 2 * SIZE - 1) / (2 * SIZE));
  const downWindow = Math.floor((height + 2 * SIZE - 1) / (2 * SIZE));
  for (let pass = 0; pass < 2; pass++) {
    // Along a row neighbours are one number apart, along a column one row: whole rows are added at once.
    for (let y = 0; y < height; y++) box(picture, other, y * width, 1, width, acrossWindow);
    box(other, picture, 0, width, height, downWindow);
  }
  const samples = new Float64Array(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++) {
    const row = Math.floor(((y + 0.5) * height) / SIZE) * width;
    for (let x = 0; x < SIZE; x++) {
      samples[y * SIZE + x] = picture[row + Math.floor(((x + 0.5) * width) / SIZE)] as number;
    }
  }
  return samples;
}

/**
 * Running mean over `window` groups of `size` numbers each, cut short at the ends: with size 1 along a row, with size
 * width down all columns of a picture.
 */
function box(
  from: Float64Array,
  to: Float64Array,
  start: number,
  size: number,
  count: number,
  window: number,
): void {
  const ahead = Math.floor((window + 2) / 2) - 1;
  const behind = window - ahead - 1;
  const sums = new Float64Array(size);
  let n = 0;
  for (let i = -ahead; i < count; i++) {
    const entering = i + ahead < count ? start + (i + ahead) * size : -1;
    const leaving = i - behind > 0 ? start + (i - behind - 1) * size : -1;
    if (entering >= 0) {
      n++;
      for (let k = 0; k < size; k++) sums[k] = (sums[k] as number) + (from[entering + k] as number);
    }
    if (leaving >= 0) {
      n--;
      for (let k = 0; k < size; k++) sums[k] = (sums[k] as number) - (from[leaving + k] as number);
    }
    if (i < 0) continue;
    const at = start + i * size;
    for (let k = 0; k < size; k++) to[at + k] = (sums[k] as number) / n;
  }
}

/** Rows 1 to 16 of the 64-point DCT; row 0, the mean, is left out. */
const DCT = Float64Array.from({ length: LOW * SIZE }, (_, i) => {
  const row = Math.floor(i / SIZE) + 1;
  return Math.sqrt(2 / SIZE) * Math.cos((Math.PI / 2 / SIZE) * row * (2 * (i % SIZE) + 1));
});

function lowFrequencies(samples: Float64Array): Float64Array {
  const half = new Float64Array(LOW * SIZE);
  for (let u = 0; u < LOW; u++) {
    for (let x = 0; x < SIZE; x++) {
      let sum = 0;
      for (let y = 0; y < SIZE; y++) sum += (DCT[u * SIZE + y] as number) * (samples[y * SIZE + x] as number);
      half[u * SIZE + x] = sum;
    }
  }
  const out = new Float64Array(LOW * LOW);
  for (let u = 0; u < LOW; u++) {
    for (let v = 0; v < LOW; v++) {
      let sum = 0;
      for (let x = 0; x < SIZE; x++) sum += (half[u * SIZE + x] as number) * (DCT[v * SIZE + x] as number);
      out[u * LOW + v] = sum;
    }
  }
  return out;
}

/** The first coefficient is the last bit, as the reference prints it. */
function hexOf(coefficients: Float64Array): string {
  // The lower of the two middle values, as the reference's Torben median: exactly half of the bits would be set.
  const middle = Float64Array.from(coefficients).sort()[coefficients.length / 2 - 1] as number;
  let hex = '';
  for (let digit = coefficients.length - 4; digit >= 0; digit -= 4) {
    let value = 0;
    for (let bit = 3; bit >= 0; bit--)
      value = value * 2 + ((coefficients[digit + bit] as number) > middle ? 1 : 0);
    hex += value.toString(16);
  }
  return hex;
}

/** How much structure there is to hash, 0-100: a plain picture's hash is chance. */
function qualityOf(samples: Float64Array): number {
  let sum = 0;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const here = samples[y * SIZE + x] as number;
      if (y + 1 < SIZE) sum += step(here, samples[(y + 1) * SIZE + x] as number);
      if (x + 1 < SIZE) sum += step(here, samples[y * SIZE + x + 1] as number);
    }
  }
  return Math.min(100, Math.trunc(sum / 90));
}

/** The reference cuts each gradient to a whole per cent. */
function step(a: number, b: number): number {
  return Math.abs(Math.trunc(((a - b) * 100) / 255));
}
