/** Small pieces of SVG. Lengths are in the units of the ad's own canvas, angles in degrees, times from 0 to 1. */
export const clamp = (x: number, low = 0, high = 1): number => Math.min(high, Math.max(low, x));
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** Fast first, then settling: how things come to rest in a good advert. */
export const easeOut = (t: number): number => 1 - (1 - clamp(t)) ** 3;
export const easeInOut = (t: number): number => {
  const x = clamp(t);
  return x * x * (3 - 2 * x);
};
/** Overshoots a little before it rests. */
export const pop = (t: number): number => {
  const x = clamp(t);
  return 1 + 2.2 * (x - 1) ** 3 + 1.2 * (x - 1) ** 2;
};

export const SANS = 'Inter Display, Inter, Liberation Sans, sans-serif';
export const SERIF = 'EB Garamond, Liberation Serif, serif';

export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly family?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly spacing?: number;
  readonly leading?: number;
  readonly opacity?: number;
  readonly italic?: boolean;
}

/** Lines of text; `y` is the baseline of the first. */
export function text(x: number, y: number, lines: string | readonly string[], style: TextStyle): string {
  const { size, fill, weight = 700, family = SANS, anchor = 'middle', opacity = 1 } = style;
  const spacing = style.spacing ?? (family === SANS ? -size * 0.025 : 0);
  const leading = style.leading ?? 1.12;
  return (typeof lines === 'string' ? [lines] : lines)
    .map(
      (line, i) =>
        `<text x="${n(x)}" y="${n(y + i * size * leading)}" font-family="${family}" font-size="${n(size)}" ` +
        `font-weight="${weight}" text-anchor="${anchor}" letter-spacing="${n(spacing)}" fill="${fill}" ` +
        `opacity="${n(opacity)}"${style.italic ? ' font-style="italic"' : ''}>${escapeXml(line)}</text>`,
    )
    .join('');
}

/** Comes up from below while it fades in. */
export const rise = (t: number, body: string, distance = 60): string =>
  group(`translate(0 ${n((1 - easeOut(t)) * distance)})`, body, easeInOut(t * 1.4));

export const group = (transform: string, body: string, opacity = 1): string =>
  `<g transform="${transform}" opacity="${n(opacity)}">${body}</g>`;

export const at = (x: number, y: number, scale: number, body: string, angle = 0): string =>
  group(`translate(${n(x)} ${n(y)}) rotate(${n(angle)}) scale(${n(scale)})`, body);

export const rect = (x: number, y: number, w: number, h: number, fill: string, r = 0, extra = ''): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${n(r)}" fill="${fill}" ${extra}/>`;
export const circle = (x: number, y: number, r: number, fill: string, extra = ''): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${extra}/>`;
export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, extra = ''): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${extra}/>`;
export const path = (d: string, fill: string, extra = ''): string =>
  `<path d="${d}" fill="${fill}" ${extra}/>`;
export const line = (d: string, stroke: string, width: number, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;

/** A soft shadow without a blur filter, which would cost most of the drawing time. */
let soft = 0;
export function shadow(
  x: number,
  y: number,
  rx: number,
  ry: number,
  colour = '#000',
  strength = 0.35,
): string {
  soft += 1;
  const id = `soft${soft}`;
  return (
    `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${strength}"/>` +
    `<stop offset="0.55" stop-color="${colour}" stop-opacity="${n(strength * 0.45)}"/>` +
    `<stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>` +
    ellipse(x, y, rx, ry, `url(#${id})`)
  );
}
/** A glow is a shadow of light. */
export const glow = (x: number, y: number, r: number, colour: string, strength = 0.8): string =>
  shadow(x, y, r, r, colour, strength);

/** Colours along a line; `angle` 0 runs to the right, 90 down. */
let shade = 0;
export function gradient(
  angle: number,
  stops: readonly (readonly [offset: number, colour: string])[],
): { readonly def: string; readonly fill: string } {
  shade += 1;
  const id = `shade${shade}`;
  const list = stops.map(([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`).join('');
  return {
    def: `<linearGradient id="${id}" gradientTransform="rotate(${angle} 0.5 0.5)">${list}</linearGradient>`,
    fill: `url(#${id})`,
  };
}

/** A whole area in a gradient. */
export function wash(w: number, h: number, angle: number, ...colours: readonly string[]): string {
  const { def, fill } = gradient(
    angle,
    colours.map((colour, i) => [i / Math.max(1, colours.length - 1), colour] as const),
  );
  return def + rect(0, 0, w, h, fill);
}

/** A button or badge with its words in the middle. */
export function pill(
  x: number,
  y: number,
  w: number,
  h: number,
  words: string,
  fill: string,
  ink: string,
): string {
  return (
    shadow(x, y + h * 0.4, w * 0.55, h * 0.62, '#000', 0.28) +
    rect(x - w / 2, y - h / 2, w, h, fill, h / 2) +
    text(x, y + h * 0.15, words, { size: h * 0.42, fill: ink, weight: 700 })
  );
}

/** Numbers with a seed: the same drawing on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const n = (value: number): string => String(Math.round(value * 100) / 100);
const escapeXml = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
