import sharp from 'sharp';
import { AppError } from '../../../contract/index.ts';
import { type CreateMeasurer, SAMPLE_SIDE } from '../../core/measure/signals.ts';
import type { MeasuredFile } from '../../ports.ts';
import { layOnWhite, shrinkToTick, toPlanes } from '../colour.ts';
import { MAX_VIDEO_PIXELS } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { PictureRow, STRIP_FRAMES } from '../picture-row.ts';
import { writePictures } from '../pictures.ts';
import { sampleSize } from '../video/geometry.ts';
import { isSampled } from './sampling.ts';

/**
 * An animated WebP by libvips, for no ffmpeg before 8 reads one. All frames come from one decode, already reduced to
 * twice the side of a sample; libvips gives them as one tall picture.
 */
export async function measureAnimatedWebp(
  file: MediaFile,
  createMeasurer: CreateMeasurer,
  pictureDir: string,
): Promise<MeasuredFile> {
  const { width, height, delaysS } = await open(file);
  const display = { width, height };
  const scale = Math.min(1, (2 * SAMPLE_SIDE) / Math.min(width, height));
  const work = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const tall = await frames(file, work, delaysS.length);
  const starts: number[] = [];
  let durationS = 0;
  for (const delay of delaysS) {
    starts.push(durationS);
    durationS += delay;
  }
  durationS = Math.round(durationS * 1e6) / 1e6;
  const fps = Math.round((starts.length / durationS) * 1e6) / 1e6;
  const media = {
    container: 'webp',
    codec: 'webp',
    ...display,
    rotation_deg: 0,
    duration_s: durationS,
    fps,
    has_audio: false,
    hdr: false,
    mode: 'full' as const,
  };
  const videoBitRate = Math.round((file.size * 8) / durationS);
  const measurer = createMeasurer({ kind: 'video', media, videoBitRate, audioChannels: 0 });
  const size = sampleSize(display);
  const pictures = new PictureRow();
  let sampledS: number | null = null;
  let pictured = -1;
  for (const [i, t] of starts.entries()) {
    const rgba = tall.subarray(i * work.width * work.height * 4, (i + 1) * work.width * work.height * 4);
    const rgb = layOnWhite(rgba);
    measurer.tick(t, toPlanes(shrinkToTick(rgb, work.width, work.height)));
    if (isSampled(t, sampledS)) {
      sampledS = t;
      const raw = { width: work.width, height: work.height, channels: 3 as const };
      const small = sharp(rgb, { raw }).resize(size.width, size.height, { fit: 'fill', kernel: 'linear' });
      measurer.sample(t, size.width, size.height, new Uint8Array(await small.raw().toBuffer()));
    }
    const part = Math.floor((t * STRIP_FRAMES) / durationS - 0.5);
    if (i === 0 || part > pictured) pictures.push({ t, ...work, rgb });
    pictured = Math.max(pictured, part);
  }
  const { features, hashes } = measurer.finish({ durationS, fps, everyFrame: true });
  const stripFrames = await writePictures(pictures.spread(), pictureDir, true);
  return { kind: 'video', media, features, hashes, stripFrames, problem: null };
}

interface Animation {
  readonly width: number;
  readonly height: number;
  readonly delaysS: readonly number[];
}

/** Browsers show a frame without a delay for a tenth of a second. */
const DEFAULT_DELAY_MS = 100;
/** Reduced frames are held together: 256 MB at most. */
const MAX_WORK_BYTES = 256 * 1024 ** 2;

async function open(file: MediaFile): Promise<Animation> {
  const metadata = await sharp(file.path, { pages: -1, limitInputPixels: false })
    .metadata()
    .catch((error: Error) => {
      throw new AppError('BAD_HEADER', `(${error.message.split('\n')[0]})`, { cause: error });
    });
  const { width, pageHeight: height = metadata.height, pages = 1 } = metadata;
  if (width * height > MAX_VIDEO_PIXELS)
    throw new AppError('TOO_LARGE', `Its frames are ${width} × ${height} px.`);
  const delays = metadata.delay ?? [];
  const delaysS = Array.from({ length: pages }, (_, i) => ((delays[i] ?? 0) || DEFAULT_DELAY_MS) / 1000);
  return { width, height, delaysS };
}

async function frames(
  file: MediaFile,
  work: { width: number; height: number },
  pages: number,
): Promise<Uint8Array> {
  if (work.width * work.height * 4 * pages > MAX_WORK_BYTES)
    throw new AppError('TOO_LARGE', `It has ${pages} frames.`);
  try {
    const tall = sharp(file.path, {
      pages: -1,
      limitInputPixels: false,
      sequentialRead: true,
      failOn: 'error',
    });
    const { data, info } = await tall
      .resize(work.width, work.height, { fit: 'fill', kernel: 'linear' })
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.height !== work.height * pages) throw new Error(`${info.height} lines for ${pages} frames`);
    return data;
  } catch (error) {
    throw new AppError('DAMAGED', `(${(error as Error).message.split('\n')[0]})`, { cause: error });
  }
}
