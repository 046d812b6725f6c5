import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Curves } from '../../contract/index.ts';
import type { RgbFrame } from './picture-row.ts';

const THUMB_SIDE = 480;
const STRIP_HEIGHT = 160;
/** Lower than STRIP_HEIGHT for a banner: a JPEG ends at 65,535 px, and a browser shows no more than this well. */
const MAX_STRIP_WIDTH = 16_000;
const jpeg = { quality: 80 } as const;

sharp.cache(false);
// One decode thread per file: files run side by side, as many as there are cores.
sharp.concurrency(1);

/** Beside the pictures, since it is of their kind: made from the file, made again with it. */
export const writeCurves = (curves: Curves | null, folder: string): Promise<void> =>
  curves
    ? writeWhole(join(folder, 'curves.json'), Buffer.from(JSON.stringify(curves)))
    : rm(join(folder, 'curves.json'), { force: true });

/** Writes thumb.jpg and, for a film, strip.jpg; answers how many frames lie in the strip. */
export async function writePictures(
  frames: readonly RgbFrame[],
  folder: string,
  withStrip: boolean,
): Promise<number> {
  const thumb = representative(frames);
  const image = sharp(thumb.rgb, raw(thumb)).resize(THUMB_SIDE, THUMB_SIDE, {
    fit: 'inside',
    withoutEnlargement: true,
  });
  await writeWhole(join(folder, 'thumb.jpg'), await image.jpeg(jpeg).toBuffer());
  if (!withStrip) return 0;
  const strip = sideBySide(frames);
  const scale = Math.min(STRIP_HEIGHT / thumb.height, MAX_STRIP_WIDTH / strip.width);
  const width = Math.max(1, Math.round(thumb.width * scale)) * frames.length;
  const height = Math.max(1, Math.round(thumb.height * scale));
  const small = sharp(strip.rgb, raw(strip)).resize(width, height, { fit: 'fill', kernel: 'linear' });
  await writeWhole(join(folder, 'strip.jpg'), await small.jpeg(jpeg).toBuffer());
  return frames.length;
}

const raw = ({ width, height }: RgbFrame) => ({ raw: { width, height, channels: 3 as const } });

/**
 * The first frame with at least 60 % of the contrast of the one that has most: never black, white or a fade unless
 * there is nothing else, and as early as possible, because viewers know an ad by how it begins.
 */
function representative(frames: readonly RgbFrame[]): RgbFrame {
  const contrasts = frames.map(contrastOf);
  const best = Math.max(...contrasts);
  const found = frames.find((_, i) => (contrasts[i] ?? 0) >= 0.6 * best) ?? frames[0];
  if (!found) throw new Error('no frame to make pictures of');
  return found;
}

/** Standard deviation of green, which carries most of the brightness, over every 7th pixel. */
function contrastOf({ rgb }: RgbFrame): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let at = 1; at < rgb.length; at += 21) {
    const value = rgb[at] ?? 0;
    sum += value;
    squares += value * value;
    count++;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

function sideBySide(frames: readonly RgbFrame[]): RgbFrame {
  const { width = 1, height = 1, t = 0 } = frames[0] ?? {};
  const whole = width * frames.length;
  const rgb = new Uint8Array(whole * height * 3);
  frames.forEach((frame, column) => {
    for (let y = 0; y < height; y++) {
      rgb.set(frame.rgb.subarray(y * width * 3, (y + 1) * width * 3), (y * whole + column * width) * 3);
    }
  });
  return { t, width: whole, height, rgb };
}

/** A reader sees the old picture or the new one, never half of it. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
