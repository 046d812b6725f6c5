import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { AppError } from '../../../contract/index.ts';
import type { CreateMeasurer } from '../../core/measure/signals.ts';
import type { MeasuredFile } from '../../ports.ts';
import { MAX_HEIC_PIXELS, MAX_STILL_FILE_BYTES } from '../limits.ts';
import { machineFault } from '../machine-fault.ts';
import type { MediaFile } from '../media-file.ts';
import type { Size } from '../video/geometry.ts';
import { measureStill } from './measure-still.ts';

/**
 * HEIC by libheif in WebAssembly: libvips as it is packaged has no HEVC decoder. Loaded with the first such file. Sizes
 * are asked before a pixel is decoded; turns and mirrors of the file are applied by libheif.
 */
export async function measureHeic(
  file: MediaFile,
  createMeasurer: CreateMeasurer,
  pictureDir: string,
): Promise<MeasuredFile> {
  if (file.size > MAX_STILL_FILE_BYTES) throw new AppError('TOO_LARGE', 'The file is over 512 MB.');
  const { width, height, rgba } = await decodeHeic(await readFile(file.path));
  const channels = 4 as const;
  return measureStill(
    {
      container: 'heic',
      codec: 'hevc',
      display: { width, height },
      rotationDeg: 0,
      image: () => sharp(rgba, { raw: { width, height, channels } }),
    },
    createMeasurer,
    pictureDir,
    null,
  );
}

export async function decodeHeic(buffer: Buffer): Promise<Size & { rgba: Uint8Array }> {
  const { default: heicDecode } = await import('heic-decode');
  const images = await heicDecode.all({ buffer }).catch((error: unknown) => {
    const words = messageOf(error);
    throw new AppError(machineFault(words) ?? 'BAD_HEADER', `(${words})`, { cause: error });
  });
  try {
    const first = images[0];
    if (!first) throw new AppError('BAD_HEADER', 'It lists no picture.');
    const { width, height } = first;
    if (!(width > 0 && height > 0)) throw new AppError('BAD_HEADER', 'Its picture has no size.');
    if (width * height > MAX_HEIC_PIXELS) throw new AppError('TOO_LARGE', `It is ${width} × ${height} px.`);
    const { data } = await first.decode().catch((error: unknown) => {
      const words = messageOf(error);
      throw new AppError(machineFault(words) ?? 'DAMAGED', `(${words})`, { cause: error });
    });
    return { width, height, rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  } finally {
    images.dispose();
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
