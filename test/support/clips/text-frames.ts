import sharp from 'sharp';
import type { Box } from '../../../src/contract/index.ts';
import type { Random } from './random.ts';

/** The shape of Reels and Stories. */
export const frameSize = { width: 720, height: 1280 } as const;

export interface DrawnText {
  readonly png: Buffer;
  /** Where the ink of each line lies, as shares of the frame. */
  readonly boxes: readonly Box[];
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

const svg = (body: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frameSize.width}" height="${frameSize.height}">${body}</svg>`,
  );

/** Lines of text somewhere on a frame of two colours, in a size and place drawn by lot. */
export async function drawText(text: string, random: Random): Promise<DrawnText> {
  const size = Math.round(random.between(40, 56));
  const lines = text.split('\n');
  const x = Math.round(random.between(20, 90));
  const y = Math.round(random.between(0.04, 0.92) * (frameSize.height - lines.length * size * 1.3)) + size;
  const isDark = random.between(0, 1) < 0.5;
  const style = `font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif" font-weight="bold" font-size="${size}"`;
  const lineAt = (at: number, fill: string): string =>
    `<text x="${x}" y="${y + at * size * 1.3}" ${style} fill="${fill}">${escapeXml(lines[at] as string)}</text>`;
  const ground = svg(
    `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="hsl(${random.between(0, 360)} 40% ${isDark ? 18 : 82}%)"/>` +
      `<stop offset="1" stop-color="hsl(${random.between(0, 360)} 40% ${isDark ? 30 : 94}%)"/></linearGradient></defs>` +
      `<rect width="100%" height="100%" fill="url(#g)"/>`,
  );
  const inks = lines.map((_, at) => svg(lineAt(at, isDark ? '#fff' : '#111')));
  const png = await sharp(ground)
    .composite(inks.map((input) => ({ input })))
    .png()
    .toBuffer();
  const boxes: Box[] = [];
  for (const ink of inks) boxes.push(await inkOf(ink));
  return { png, boxes };
}

/** The smallest box around what is not transparent. */
async function inkOf(ink: Buffer): Promise<Box> {
  const { info } = await sharp(ink).trim({ threshold: 0 }).toBuffer({ resolveWithObject: true });
  const { width, height } = frameSize;
  return {
    x: -(info.trimOffsetLeft as number) / width,
    y: -(info.trimOffsetTop as number) / height,
    w: info.width / width,
    h: info.height / height,
  };
}
