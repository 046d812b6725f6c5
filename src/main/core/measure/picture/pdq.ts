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
  let from: Float64Array = picture;
  let to: Float64Array = new Float64Array(picture.length);
  const acrossWindow = Math.floor((width + 2 * SIZE - 1) / (2 * SIZE));
  const downWindow = Math.floor((height + 2 * SIZE - 1) / (2 * SIZE));
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++) box(from, to, y * width, 1, width, acrossWindow);
    [from, to] = [to, from];
    for (let x = 0; x < width; x++) box(from, to, x, width, height, downWindow);
    [from, to] = [to, from];
  }
  const samples = new Float64Array(SIZE * SIZE);
  for (let y = 0; y < SIZE; y++) {
    const row = Math.floor(((y + 0.5) * height) / SIZE) * width;
    for (let x = 0; x < SIZE; x++) {
      samples[y * SIZE + x] = from[row + Math.floor(((x + 0.5) * width) / SIZE)] as number;
    }
  }
  return samples;
}

/** Running mean over a window of `size`, which is cut short at the ends. */
function box(
  from: Float64Array,
  to: Float64Array,
  start: number,
  step: number,
  count: number,
  size: number,
): void {
  const ahead = Math.floor((size + 2) / 2) - 1;
  const behind = size - ahead - 1;
  let sum = 0;
  let n = 0;
  for (let i = 0; i < Math.min(ahead, count); i++, n++) sum += from[start + i * step] as number;
  for (let i = 0; i < count; i++) {
    if (i + ahead < count) {
      sum += from[start + (i + ahead) * step] as number;
      n++;
    }
    if (i - behind > 0) {
      sum -= from[start + (i - behind - 1) * step] as number;
      n--;
    }
    to[start + i * step] = sum / n;
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
  const add = (a: number, b: number) => {
    sum += Math.abs(Math.trunc((((samples[a] as number) - (samples[b] as number)) * 100) / 255));
  };
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      if (y + 1 < SIZE) add(y * SIZE + x, (y + 1) * SIZE + x);
      if (x + 1 < SIZE) add(y * SIZE + x, y * SIZE + x + 1);
    }
  }
  return Math.min(100, Math.trunc(sum / 90));
}
