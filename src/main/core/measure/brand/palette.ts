/** Colours of one frame: L, a and b of CIE Lab at the middle of a cell, and the part of the frame that is in it. */
export type PaletteCell = [l: number, a: number, b: number, share: number];

export interface Palette {
  readonly t: number;
  readonly cells: readonly PaletteCell[];
}

/** About the smallest difference that is seen at a glance. */
const CELL = 6;
/** Smaller parts cannot make up a brand's colour. */
const LEAST_SHARE = 0.004;

export function paletteOf(rgb: Uint8Array): PaletteCell[] {
  const counts = new Map<string, number>();
  const pixels = rgb.length / 3;
  for (let at = 0; at < rgb.length; at += 3) {
    const lab = labOf(rgb[at] as number, rgb[at + 1] as number, rgb[at + 2] as number);
    const cell = lab.map((value) => Math.round(value / CELL)).join();
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= LEAST_SHARE * pixels)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([cell, count]) => {
      const [l = 0, a = 0, b = 0] = cell.split(',').map((step) => Number(step) * CELL);
      return [l, a, b, Math.round((count / pixels) * 1e4) / 1e4];
    });
}

/** CIE Lab under D65 of an sRGB colour (IEC 61966-2-1, CIE 15). */
export function labOf(red: number, green: number, blue: number): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [x = 0, y = 0, z = 0] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
  ].map((value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
