/** Colour arithmetic: WCAG 2 contrast, Machado 2009 at full severity, CIE L*a*b*. sRGB in, 0 to 1. */
export type Rgb = readonly [number, number, number];

export const rgbOf = (hex: string): Rgb => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [r, g, b];
};

const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const toGamma = (value: number): number => {
  const clamped = Math.min(1, Math.max(0, value));
  return clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
};
const map = ([r, g, b]: Rgb, change: (value: number) => number): Rgb => [change(r), change(g), change(b)];

const luminance = (colour: Rgb): number => {
  const [r, g, b] = map(colour, toLinear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

export const contrast = (a: Rgb, b: Rgb): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

type Matrix = readonly [Rgb, Rgb, Rgb];
const times = (matrix: Matrix, [r, g, b]: Rgb): Rgb => {
  const row = ([x, y, z]: Rgb) => x * r + y * g + z * b;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
};

/** Machado, Oliveira, Fernandes 2009, table of severity 1.0; they apply to linear light. */
const deficiencies = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>;

export type Vision = keyof typeof deficiencies | 'full' | 'grey';
export const visions = ['full', 'protan', 'deutan', 'tritan', 'grey'] as const satisfies readonly Vision[];

export const seenBy = (vision: Vision, colour: Rgb): Rgb => {
  if (vision === 'full') return colour;
  if (vision === 'grey') {
    const value = toGamma(luminance(colour));
    return [value, value, value];
  }
  return map(times(deficiencies[vision], map(colour, toLinear)), toGamma);
};

/** D65. */
export const labOf = (colour: Rgb): Rgb => {
  const [r, g, b] = map(colour, toLinear);
  const curve = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

export const distance = (a: Rgb, b: Rgb): number => {
  const [l1, a1, b1] = labOf(a);
  const [l2, a2, b2] = labOf(b);
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
};

export const mix = (a: Rgb, b: Rgb, part: number): Rgb => {
  const one = (from: number, to: number) => from + (to - from) * part;
  return [one(a[0], b[0]), one(a[1], b[1]), one(a[2], b[2])];
};
