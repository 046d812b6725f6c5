import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../../contract/index.ts';
import { type Rgba, shapeOf } from '../../core/measure/brand/logo-shape.ts';
import type { GreyFrame } from '../../core/measure/text/local-contrast.ts';
import { recognise } from '../kind.ts';
import { MAX_STILL_PIXELS, STILL_MS } from '../limits.ts';
import { type MediaFile, openMediaFile } from '../media-file.ts';
import type { Tools } from '../tools.ts';

const SIDE = 256;
/** A little of the ground around it belongs to how a logo looks. */
const GROUND = 10;

const options = { failOn: 'error', limitInputPixels: MAX_STILL_PIXELS, sequentialRead: true } as const;

/** A picture without its wide margin, small, written into `folder` as logo.png. What is active or moves is no logo. */
export async function readLogo(
  path: string,
  folder: string,
  tools: Tools,
): Promise<{ width: number; height: number; findable: boolean }> {
  tools.onLimit(STILL_MS);
  const file = await openMediaFile(path);
  if (!isPicture(file)) throw new AppError('UNSUPPORTED_CODEC', 'A logo is a PNG, JPEG or WebP picture.');
  const { png, logo } = await drawnFrom(path).catch((error: unknown) => {
    const [detail] = String(error instanceof Error ? error.message : error).split('\n');
    const code = /pixel limit/i.test(detail ?? '') ? 'TOO_LARGE' : 'DAMAGED';
    throw new AppError(code, `(${detail})`, { cause: error });
  });
  await writeFile(join(folder, 'logo.png'), png);
  return { width: logo.width, height: logo.height, findable: shapeOf(logo) !== null };
}

async function drawnFrom(path: string): Promise<{ png: Buffer; logo: Rgba }> {
  const upright = await sharp(path, options)
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .png()
    .toBuffer();
  const most = SIDE - 2 * GROUND;
  const png = await sharp(await trimmed(upright))
    .resize(most, most, { fit: 'inside' })
    .extend({ ...around, background: await cornerOf(upright) })
    .png()
    .toBuffer();
  return { png, logo: await pixelsOf(png) };
}

function isPicture({ head }: MediaFile): boolean {
  const kind = recognise(head);
  if (kind.decoder === 'still') return kind.container === 'png' || kind.container === 'jpeg';
  return kind.decoder === 'webp' && !kind.animated;
}

const around = { top: GROUND, bottom: GROUND, left: GROUND, right: GROUND };

async function cornerOf(png: Buffer): Promise<{ r: number; g: number; b: number; alpha: number }> {
  const corner = await sharp(png).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer();
  const [r = 0, g = 0, b = 0, a = 255] = corner;
  return { r, g, b, alpha: a / 255 };
}

/** One colour all over has no margin. */
const trimmed = (png: Buffer): Promise<Buffer> =>
  sharp(png)
    .trim()
    .png()
    .toBuffer()
    .catch(() => png);

/** The shape of a logo that was kept; null for one that is too plain to be found. */
export async function keptShape(path: string): Promise<GreyFrame | null> {
  return shapeOf(await pixelsOf(path));
}

async function pixelsOf(png: string | Buffer): Promise<Rgba> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: data };
}
