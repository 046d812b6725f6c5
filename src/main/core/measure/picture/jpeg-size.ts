import { AC_BITS, CHROMA_STEPS, DC_BITS, LUMA_STEPS, ZIGZAG } from './jpeg-tables.ts';
import type { Frame } from './kept-frames.ts';

const QUALITY = 75;

/** The common scaling of quality (libjpeg): 50 leaves the printed steps, 75 halves them. */
function stepsOf(table: readonly number[]): Float64Array {
  return Float64Array.from(table, (step) =>
    Math.max(1, Math.min(255, Math.floor((step * (200 - 2 * QUALITY) + 50) / 100))),
  );
}
const STEPS = [stepsOf(LUMA_STEPS), stepsOf(CHROMA_STEPS)] as const;

/**
 * Bits of entropy-coded data a baseline JPEG (4:2:0, standard tables, quality 75) of this frame would have. Nothing is
 * encoded: blocks are transformed, quantised and their code lengths added, so that no codec's version can change it.
 */
export function jpegBits({ width, height, rgb }: Frame): number {
  // Whole units of 16 x 16 pixels; the last rows and columns are repeated into the margin.
  const w = Math.ceil(width / 16) * 16;
  const h = Math.ceil(height / 16) * 16;
  const y = new Float64Array(w * h);
  const cb = new Float64Array((w * h) / 4);
  const cr = new Float64Array((w * h) / 4);
  for (let row = 0; row < h; row++) {
    const from = Math.min(row, height - 1) * width;
    for (let column = 0; column < w; column++) {
      const p = (from + Math.min(column, width - 1)) * 3;
      const r = rgb[p] as number;
      const g = rgb[p + 1] as number;
      const b = rgb[p + 2] as number;
      const quarter = (row >> 1) * (w / 2) + (column >> 1);
      y[row * w + column] = Math.round(0.299 * r + 0.587 * g + 0.114 * b) - 128;
      cb[quarter] = (cb[quarter] as number) + (-0.168736 * r - 0.331264 * g + 0.5 * b) / 4;
      cr[quarter] = (cr[quarter] as number) + (0.5 * r - 0.418688 * g - 0.081312 * b) / 4;
    }
  }
  return planeBits(y, w, h, 0, 16) + planeBits(cb, w / 2, h / 2, 1, 8) + planeBits(cr, w / 2, h / 2, 1, 8);
}

const block = new Float64Array(64);

/** Blocks in the order of the units they belong to: each is coded by its difference to the one before. */
function planeBits(plane: Float64Array, w: number, h: number, table: 0 | 1, unit: number): number {
  let bits = 0;
  let before = 0;
  for (let uy = 0; uy < h; uy += unit) {
    for (let ux = 0; ux < w; ux += unit) {
      for (let by = uy; by < uy + unit; by += 8) {
        for (let bx = ux; bx < ux + unit; bx += 8) {
          for (let row = 0; row < 8; row++) {
            for (let column = 0; column < 8; column++) {
              block[row * 8 + column] = plane[(by + row) * w + bx + column] as number;
            }
          }
          transform(block);
          const dc = quantised(0, table);
          const category = bitLength(dc - before);
          before = dc;
          bits += (DC_BITS[table][category] as number) + category + acBits(table);
        }
      }
    }
  }
  return bits;
}

function acBits(table: 0 | 1): number {
  const lengths = AC_BITS[table];
  let bits = 0;
  let zeros = 0;
  for (let k = 1; k < 64; k++) {
    const value = quantised(ZIGZAG[k] as number, table);
    if (value === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) bits += lengths[0xf0] as number;
    const category = bitLength(value);
    bits += (lengths[zeros * 16 + category] as number) + category;
    zeros = 0;
  }
  return zeros > 0 ? bits + (lengths[0] as number) : bits;
}

function quantised(at: number, table: 0 | 1): number {
  return Math.round((block[at] as number) / (STEPS[table][at] as number));
}

function bitLength(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}

/** cos((2 x + 1) u pi / 16) / 2, with 1 / sqrt 2 for u = 0: rows u, columns x = 0..3; the other half by symmetry. */
const COSINES = Float64Array.from({ length: 32 }, (_, i) => {
  const u = i >> 2;
  const x = i & 3;
  return 0.5 * (u === 0 ? Math.SQRT1_2 : Math.cos(((2 * x + 1) * u * Math.PI) / 16));
});

/** Two-dimensional DCT-II in place: rows, then columns, even and odd parts apart. */
function transform(values: Float64Array): void {
  for (let row = 0; row < 64; row += 8) transform8(values, row, 1);
  for (let column = 0; column < 8; column++) transform8(values, column, 8);
}

function transform8(values: Float64Array, from: number, step: number): void {
  const a = values[from] as number;
  const b = values[from + step] as number;
  const c = values[from + 2 * step] as number;
  const d = values[from + 3 * step] as number;
  const e = values[from + 4 * step] as number;
  const f = values[from + 5 * step] as number;
  const g = values[from + 6 * step] as number;
  const h = values[from + 7 * step] as number;
  for (let u = 0; u < 8; u++) {
    const sign = u % 2 === 0 ? 1 : -1;
    const k = u * 4;
    values[from + u * step] =
      (COSINES[k] as number) * (a + sign * h) +
      (COSINES[k + 1] as number) * (b + sign * g) +
      (COSINES[k + 2] as number) * (c + sign * f) +
      (COSINES[k + 3] as number) * (d + sign * e);
  }
}
