import { AC_BITS, CHROMA_STEPS, DC_BITS, LUMA_STEPS, ZIGZAG } from './jpeg-tables.ts';
import type { Frame } from './kept-frames.ts';

const QUALITY = 75;

/** Scale that the fast transform below leaves on row and column k: cos(k pi / 16) sqrt 2, 1 for k = 0, times sqrt 8. */
const AAN = Array.from(
  { length: 8 },
  (_, k) => (k === 0 ? 1 : Math.cos((k * Math.PI) / 16) * Math.SQRT2) * Math.sqrt(8),
);

/**
 * What a transformed value is multiplied with to be quantised: the step, by the common scaling of quality (libjpeg: 50
 * leaves the printed steps, 75 halves them), and the scale of the transform, at once.
 */
function scalesOf(table: readonly number[]): Float64Array {
  return Float64Array.from(table, (step, i) => {
    const quantum = Math.max(1, Math.min(255, Math.floor((step * (200 - 2 * QUALITY) + 50) / 100)));
    return 1 / (quantum * (AAN[i >> 3] as number) * (AAN[i & 7] as number));
  });
}
const SCALES = [scalesOf(LUMA_STEPS), scalesOf(CHROMA_STEPS)] as const;

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
  return Math.round((block[at] as number) * (SCALES[table][at] as number));
}

function bitLength(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}

/** Two-dimensional DCT in place, rows, then columns, up to the scale of AAN. */
function transform(values: Float64Array): void {
  for (let row = 0; row < 64; row += 8) transform8(values, row, 1);
  for (let column = 0; column < 8; column++) transform8(values, column, 8);
}

/** Arai, Agui and Nakajima 1988: eight points with five multiplications, the rest left to the quantiser. */
function transform8(v: Float64Array, at: number, step: number): void {
  const i1 = at + step;
  const i2 = i1 + step;
  const i3 = i2 + step;
  const i4 = i3 + step;
  const i5 = i4 + step;
  const i6 = i5 + step;
  const i7 = i6 + step;
  const s0 = (v[at] as number) + (v[i7] as number);
  const d0 = (v[at] as number) - (v[i7] as number);
  const s1 = (v[i1] as number) + (v[i6] as number);
  const d1 = (v[i1] as number) - (v[i6] as number);
  const s2 = (v[i2] as number) + (v[i5] as number);
  const d2 = (v[i2] as number) - (v[i5] as number);
  const s3 = (v[i3] as number) + (v[i4] as number);
  const d3 = (v[i3] as number) - (v[i4] as number);

  const e0 = s0 + s3;
  const e3 = s0 - s3;
  const e1 = s1 + s2;
  const e2 = (s1 - s2 + e3) * Math.SQRT1_2;
  v[at] = e0 + e1;
  v[i4] = e0 - e1;
  v[i2] = e3 + e2;
  v[i6] = e3 - e2;

  const o0 = d3 + d2;
  const o1 = d2 + d1;
  const o2 = d1 + d0;
  const z5 = (o0 - o2) * 0.3826834323650898;
  const z2 = 0.541196100146197 * o0 + z5;
  const z4 = 1.3065629648763766 * o2 + z5;
  const z3 = o1 * Math.SQRT1_2;
  const z11 = d0 + z3;
  const z13 = d0 - z3;
  v[i5] = z13 + z2;
  v[i3] = z13 - z2;
  v[i1] = z11 + z4;
  v[i7] = z11 - z4;
}
