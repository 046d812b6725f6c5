import type { AdRow } from '../../../src/contract/index.ts';
import { createDraw } from './random.ts';

const seedOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16);

/** One drawn frame: a sky, a ground, a product and a line of text that moves on from frame to frame. */
const frame = (row: AdRow, at: number, x: number, width: number, height: number): string => {
  const draw = createDraw(seedOf(row.id) + Math.floor(at / 2));
  const hue = draw.int(0, 359);
  const size = Math.min(width, height);
  const label = row.name.split('_').slice(0, 2).join(' ');
  return `<g transform="translate(${x} 0)">
    <rect width="${width}" height="${height}" fill="hsl(${hue} 38% ${draw.int(28, 78)}%)"/>
    <rect y="${height * 0.62}" width="${width}" height="${height * 0.38}" fill="hsl(${(hue + 30) % 360} 30% ${draw.int(20, 60)}%)"/>
    <circle cx="${width * (0.3 + 0.05 * (at % 8))}" cy="${height * 0.5}" r="${size * 0.2}" fill="hsl(${(hue + 180) % 360} 45% 62%)"/>
    <rect x="${width * 0.12}" y="${height * 0.74}" width="${width * 0.76}" height="${size * 0.12}" rx="${size * 0.02}" fill="#fff"/>
    <text x="${width / 2}" y="${height * 0.74 + size * 0.085}" font-family="sans-serif" font-weight="700" font-size="${size * 0.07}" text-anchor="middle" fill="#15181d">${label}</text>
  </g>`;
};

const svg = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><clipPath id="c"><rect width="${width}" height="${height}"/></clipPath><g clip-path="url(#c)">${body}</g></svg>`;

export const thumb = (row: AdRow): string => {
  const height = 320;
  const width = Math.round((height * row.width) / row.height);
  return svg(width, height, frame(row, 0, 0, width, height));
};

export const strip = (row: AdRow): string => {
  const height = 96;
  const width = (height * row.width) / row.height;
  const frames = Array.from({ length: row.strip_frames }, (_, at) =>
    frame(row, at, at * width, width, height),
  );
  return svg(Math.round(width * row.strip_frames), height, frames.join(''));
};
