import sharp from 'sharp';
import { AppError } from '../../../contract/index.ts';
import { type CreateMeasurer, SAMPLE_SIDE } from '../../core/measure/signals.ts';
import type { MeasuredFile } from '../../ports.ts';
import { layOnWhite, shrinkToTick, toPlanes } from '../colour.ts';
import { decodeLimitMs, MAX_VIDEO_PIXELS } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { PictureRow, STRIP_FRAMES } from '../picture-row.ts';
import { writeCurves, writePictures } from '../pictures.ts';
import type { Tools } from '../tools.ts';
import { type Size, sampleSize } from '../video/geometry.ts';
import { isSampled } from './sampling.ts';

/**
 * An animated WebP by libvips, for no ffmpeg before 8 reads one. Frames come reduced to twice the side of a sample,
 * which is enough for all that is made of them.
 */
export async function measureAnimatedWebp(
  file: MediaFile,
  createMeasurer: CreateMeasurer,
  pictureDir: string,
  tools: Tools,
): Promise<MeasuredFile> {
  const { display, startsS, durationS } = await open(file);
  tools.onLimit(decodeLimitMs(durationS, (display.width * display.height) / 1e6));
  const fps = Math.round((startsS.length / durationS) * 1e6) / 1e6;
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
  const scale = Math.min(1, (2 * SAMPLE_SIDE) / Math.min(display.width, display.height));
  const work = {
    width: Math.max(1, Math.round(display.width * scale)),
    height: Math.max(1, Math.round(display.height * scale)),
  };
  const size = sampleSize(display);
  const pictures = new PictureRow();
  let sampledS: number | null = null;
  let lastPart = -2;
  let index = 0;
  for await (const rgb of frames(file, display, work, startsS.length)) {
    const t = startsS[index++] ?? 0;
    measurer.tick(t, toPlanes(shrinkToTick(rgb, work.width, work.height)));
    if (isSampled(t, sampledS)) {
      sampledS = t;
      measurer.sample(t, size.width, size.height, await resized(rgb, work, size));
    }
    // The first frame, and the first one after the middle of every tenth.
    const part = Math.floor((t * STRIP_FRAMES) / durationS - 0.5);
    if (part > lastPart) pictures.push({ t, ...work, rgb });
    lastPart = part;
  }
  const { features, hashes, curves } = measurer.finish({ durationS, fps, everyFrame: true });
  const stripFrames = await writePictures(pictures.spread(), pictureDir, true);
  await writeCurves(curves, pictureDir);
  return { kind: 'video', media, features, hashes, stripFrames, problem: null };
}

/** Browsers show a frame without a delay for a tenth of a second. */
const DEFAULT_DELAY_MS = 100;

async function open(
  file: MediaFile,
): Promise<{ display: Size; startsS: readonly number[]; durationS: number }> {
  const metadata = await sharp(file.path, { pages: -1, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw new AppError('BAD_HEADER', `(${firstLine(error)})`, { cause: error });
    });
  const { width, pageHeight: height = metadata.height, pages = 1, delay = [] } = metadata;
  if (width * height > MAX_VIDEO_PIXELS)
    throw new AppError('TOO_LARGE', `Its frames are ${width} × ${height} px.`);
  const startsS: number[] = [];
  let ms = 0;
  for (let page = 0; page < pages; page++) {
    startsS.push(ms / 1000);
    ms += delay[page] || DEFAULT_DELAY_MS;
  }
  return { display: { width, height }, startsS, durationS: ms / 1000 };
}

/** Full frames held at a time. Each batch is decoded from the first frame on, so it must not be small either. */
const BATCH_BYTES = 48 * 1024 ** 2;

/** Every frame, reduced to `work` and laid on white. */
async function* frames(file: MediaFile, full: Size, work: Size, count: number): AsyncGenerator<Uint8Array> {
  const batch = Math.max(1, Math.floor(BATCH_BYTES / (full.width * full.height * 4)));
  const frameBytes = work.width * work.height * 4;
  for (let page = 0; page < count; page += batch) {
    const pages = Math.min(batch, count - page);
    const options = { page, pages, limitInputPixels: false, sequentialRead: true, failOn: 'error' } as const;
    const data = await sharp(file.path, options)
      .resize(work.width, work.height, { fit: 'fill', kernel: 'linear' })
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer()
      .catch((error: unknown) => {
        throw new AppError('DAMAGED', `(${firstLine(error)})`, { cause: error });
      });
    if (data.length !== pages * frameBytes) throw new Error(`${data.length} bytes for ${pages} frames`);
    for (let i = 0; i < pages; i++) yield layOnWhite(data.subarray(i * frameBytes, (i + 1) * frameBytes));
  }
}

async function resized(rgb: Uint8Array, from: Size, to: Size): Promise<Uint8Array> {
  const image = sharp(rgb, { raw: { width: from.width, height: from.height, channels: 3 } });
  return new Uint8Array(
    await image.resize(to.width, to.height, { fit: 'fill', kernel: 'linear' }).raw().toBuffer(),
  );
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
