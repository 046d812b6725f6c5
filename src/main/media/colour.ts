import { TICK_BYTES, TICK_HEIGHT, TICK_WIDTH } from '../core/measure/signals.ts';
import type { HdrTransfer } from './video/clip-info.ts';

/** Pixel work on small frames that ffmpeg's LGPL filters do not offer, and that stills need as well. */

/** Transparent pixels are seen on white, as on the page an ad is shown on. */
export function layOnWhite(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 255;
    const white = 255 * (255 - alpha);
    for (let i = 0; i < 3; i++) rgb[to + i] = Math.round(((rgba[from + i] ?? 0) * alpha + white) / 255);
  }
  return rgb;
}

/** Averages every pixel of the source into the tick it falls in, by the share that falls there. */
export function shrinkToTick(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const columns = shares(width, TICK_WIDTH);
  const rows = shares(height, TICK_HEIGHT);
  const small = new Uint8Array(TICK_WIDTH * TICK_HEIGHT * 3);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const sum = [0, 0, 0];
      for (const [y, yShare] of row) {
        for (const [x, xShare] of column) {
          const from = (y * width + x) * 3;
          const share = xShare * yShare;
          for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + (rgb[from + i] ?? 0) * share;
        }
      }
      for (const value of sum) small[to++] = Math.round(value);
    }
  }
  return small;
}

/** For each of `parts` equal parts of `length` pixels: which pixels lie in it, and their share of the part. */
function shares(length: number, parts: number): [number, number][][] {
  return Array.from({ length: parts }, (_, part) => {
    const from = (part * length) / parts;
    const to = ((part + 1) * length) / parts;
    const within: [number, number][] = [];
    for (let pixel = Math.floor(from); pixel < to; pixel++) {
      within.push([pixel, (Math.min(to, pixel + 1) - Math.max(from, pixel)) / (to - from)]);
    }
    return within;
  });
}

/** RGB of one tick to planes, full range, with the coefficients of BT.709: Y = 0.2126 R + 0.7152 G + 0.0722 B. */
export function toPlanes(rgb: Uint8Array): Uint8Array {
  const planes = new Uint8Array(TICK_BYTES);
  const pixels = TICK_WIDTH * TICK_HEIGHT;
  const half = TICK_WIDTH / 2;
  for (let y = 0; y < TICK_HEIGHT; y += 2) {
    for (let x = 0; x < TICK_WIDTH; x += 2) {
      let blue = 0;
      let red = 0;
      for (const at of [
        y * TICK_WIDTH + x,
        y * TICK_WIDTH + x + 1,
        (y + 1) * TICK_WIDTH + x,
        (y + 1) * TICK_WIDTH + x + 1,
      ]) {
        const [r = 0, g = 0, b = 0] = rgb.subarray(at * 3, at * 3 + 3);
        const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        planes[at] = Math.round(luma);
        blue += (b - luma) / 1.8556;
        red += (r - luma) / 1.5748;
      }
      const chroma = (y / 2) * half + x / 2;
      planes[pixels + chroma] = clip8(128 + blue / 4);
      planes[pixels + (TICK_WIDTH * TICK_HEIGHT) / 4 + chroma] = clip8(128 + red / 4);
    }
  }
  return planes;
}

const clip8 = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** BT.2408: graphics white of an HDR picture, in cd/m². */
const WHITE_NITS = 203;

/** ST 2084 (PQ): signal 0–1 to cd/m². */
function pqToNits(signal: number): number {
  const root = signal ** (1 / 78.84375);
  return 10_000 * (Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
}

/** BT.2100 HLG on a display of 1000 cd/m²; its system gamma of 1.2 is applied per channel. */
function hlgToNits(signal: number): number {
  const scene =
    signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return 1000 * scene ** 1.2;
}

/** Unchanged up to 60 % of white, then a smooth shoulder; ours, to keep what SDR would show and bound the rest. */
const KNEE = 0.6;
function shoulder(light: number): number {
  return light <= KNEE ? light : KNEE + (1 - KNEE) * (1 - Math.exp(-(light - KNEE) / (1 - KNEE)));
}

const STEPS_PER_WHITE = 4096;
/** Beyond four times white the shoulder is flat. */
const BRIGHTEST = 4;
/** Light, 1 is white, as an SDR signal for a display of gamma 2.4 (BT.1886). */
const sdrSignal = Uint8Array.from({ length: BRIGHTEST * STEPS_PER_WHITE + 1 }, (_, i) =>
  Math.round(255 * shoulder(i / STEPS_PER_WHITE) ** (1 / 2.4)),
);

const nits: Record<HdrTransfer, Float64Array> = {
  smpte2084: Float64Array.from({ length: 256 }, (_, i) => pqToNits(i / 255) / WHITE_NITS),
  'arib-std-b67': Float64Array.from({ length: 256 }, (_, i) => hlgToNits(i / 255) / WHITE_NITS),
};

/** HDR signals of BT.2020 to SDR of BT.709, in place; the matrix is that of BT.2087. */
export function toneMap(rgb: Uint8Array, transfer: HdrTransfer): Uint8Array {
  const light = nits[transfer];
  const encode = (value: number) =>
    sdrSignal[Math.round(Math.max(0, Math.min(BRIGHTEST, value)) * STEPS_PER_WHITE)] as number;
  for (let at = 0; at < rgb.length; at += 3) {
    const r = light[rgb[at] ?? 0] ?? 0;
    const g = light[rgb[at + 1] ?? 0] ?? 0;
    const b = light[rgb[at + 2] ?? 0] ?? 0;
    rgb[at] = encode(1.6605 * r - 0.5876 * g - 0.0728 * b);
    rgb[at + 1] = encode(-0.1246 * r + 1.1329 * g - 0.0083 * b);
    rgb[at + 2] = encode(-0.0182 * r - 0.1006 * g + 1.1187 * b);
  }
  return rgb;
}
