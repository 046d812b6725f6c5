import sharp, { type Sharp } from 'sharp';
import type { Random } from './random.ts';

const svg = (width: number, height: number, body: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${4 * width}" height="${4 * height}" viewBox="0 0 ${width} ${height}">${body}</svg>`,
  );
const text = (x: number, y: number, size: number, words: string, length: number, more = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" font-weight="700" textLength="${length}" lengthAdjust="spacingAndGlyphs" ${more}>${words}</text>`;

/** Logos of no brand, drawn in black on nothing: words, signs, both, and a sign cut out of a plate. */
export const madeUpLogos: Readonly<Record<string, Buffer>> = {
  wordmark: svg(200, 44, text(4, 38, 44, 'VELLUNE', 190)),
  'sign and word': svg(
    190,
    50,
    `<path d="M4 46C4 16 24 4 46 4c0 28-14 42-42 42zM10 40L34 16" stroke="#fff" stroke-width="3"/>${text(56, 38, 36, 'halden', 130)}`,
  ),
  emblem: svg(
    90,
    100,
    '<path d="M5 5h80v50c0 24-20 36-40 42C25 91 5 79 5 55z"/><path fill="#fff" d="M15 65l20-30 12 16 10-12 18 26-30 20z"/><circle fill="#fff" cx="62" cy="25" r="8"/>',
  ),
  monogram: svg(80, 80, `<rect width="80" height="80" rx="16"/>${text(8, 58, 50, 'NK', 64, 'fill="#fff"')}`),
  petals: svg(
    100,
    100,
    '<path d="M50 50C20 40 20 10 50 4c12 20 12 34 0 46zM50 50c30-14 50 0 46 30-26 4-42-8-46-30zM50 50C44 80 20 92 4 76c6-24 24-32 46-26z"/>',
  ),
  'two lines': svg(150, 80, `${text(2, 34, 38, 'north', 120)}${text(2, 74, 38, '&amp; pine', 145)}`),
  hexagon: svg(
    100,
    110,
    '<path d="M50 3l45 26v52l-45 26L5 81V29z"/><path fill="none" stroke="#fff" stroke-width="7" d="M25 40l25 15 25-15M50 55v32M25 40v28M75 40v28"/>',
  ),
  badge: svg(
    110,
    110,
    `<circle cx="55" cy="55" r="48" fill="none" stroke="#000" stroke-width="8"/>${text(20, 52, 22, 'ROAST', 70)}${text(30, 76, 20, '1987', 50)}`,
  ),
};

/** What a button, a ball or a window looks like, too. */
export const plainLogos: Readonly<Record<string, Buffer>> = {
  disc: svg(100, 100, '<circle cx="50" cy="50" r="46"/>'),
  square: svg(100, 100, '<rect x="4" y="4" width="92" height="92"/>'),
  ring: svg(100, 100, '<circle cx="50" cy="50" r="38" fill="none" stroke="#000" stroke-width="14"/>'),
  bars: svg(
    100,
    100,
    '<rect x="8" y="8" width="30" height="84"/><rect x="60" y="8" width="30" height="84"/>',
  ),
  triangle: svg(100, 100, '<path d="M50 6l44 84H6z"/>'),
};

export const logoSizes = [0.12, 0.2, 0.35, 0.6] as const;
export const logoStyles = ['on a plate', 'black', 'white', 'half seen through'] as const;

/** The picture with the logo laid on it anywhere; its longer side is `size` of the picture's shorter one. */
export async function withLogo(
  picture: Buffer,
  logo: Buffer,
  size: number,
  style: (typeof logoStyles)[number],
  random: Random,
): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const side = Math.round(size * Math.min(width, height));
  const small = await sharp(logo).resize(side, side, { fit: 'inside' }).png().toBuffer();
  const mark = await styled(small, style, random).png().toBuffer({ resolveWithObject: true });
  const left = random.whole(0, Math.max(0, width - mark.info.width));
  const top = random.whole(0, Math.max(0, height - mark.info.height));
  return sharp(picture)
    .composite([{ input: mark.data, left, top }])
    .jpeg({ quality: 60 })
    .toBuffer();
}

function styled(mark: Buffer, style: (typeof logoStyles)[number], random: Random): Sharp {
  if (style === 'white') return sharp(mark).negate({ alpha: false });
  if (style === 'half seen through') return sharp(mark).ensureAlpha().linear([1, 1, 1, 0.6], [0, 0, 0, 0]);
  if (style === 'black') return sharp(mark);
  const background = random.pick(['#ffffff', '#f2d34c', '#9fd8c1']);
  return sharp(mark).flatten({ background }).extend({ top: 8, bottom: 8, left: 8, right: 8, background });
}
