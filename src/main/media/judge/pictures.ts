import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../../contract/index.ts';
import { judgeFrameSize } from '../../core/score/council/frame-size.ts';
import { layOnWhite, toneMap } from '../colour.ts';
import { STILL_MS } from '../limits.ts';
import { openMediaFile } from '../media-file.ts';
import { decodeFrames, openedStill, shown } from '../text/frames.ts';
import { openFrames, type Take } from '../text/open-frames.ts';
import type { Tools } from '../tools.ts';
import type { Size } from '../video/geometry.ts';

/** Fine enough to read small print, and about 100 kB. */
const QUALITY = 82;

interface Picture extends Size {
  readonly t: number;
  readonly jpeg: Buffer;
}

const take: Take<Picture[]> = {
  async film(file, demuxer, _probed, info, times, tools) {
    const size = judgeFrameSize(info.geometry.display);
    const frames: { t: number; pixels: Uint8Array }[] = [];
    const { width, height } = size;
    await decodeFrames(file, demuxer, info, times, tools, [
      {
        filters: shown(info, size, 'rgb24'),
        bytes: width * height * (info.hasAlpha ? 4 : 3),
        push: (t, pixels) => frames.push({ t, pixels }),
      },
    ]);
    return Promise.all(
      frames.map(async ({ t, pixels }) => {
        const rgb = info.hasAlpha ? layOnWhite(pixels) : pixels;
        const light = info.transfer === null ? rgb : toneMap(rgb, info.transfer);
        const jpeg = await sharp(light, { raw: { width, height, channels: 3 } })
          .jpeg({ quality: QUALITY })
          .toBuffer();
        return { t, width, height, jpeg };
      }),
    );
  },
  async still(source) {
    try {
      const { data, info } = await openedStill(source)
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .png({ compressionLevel: 0 })
        .toBuffer({ resolveWithObject: true });
      const { width, height } = judgeFrameSize(info);
      const jpeg = await sharp(data)
        .resize(width, height, { fit: 'fill' })
        .jpeg({ quality: QUALITY })
        .toBuffer();
      return [{ t: 0, width, height, jpeg }];
    } catch (error) {
      throw new AppError('DAMAGED', `(${error instanceof Error ? error.message.split('\n')[0] : error})`, {
        cause: error,
      });
    }
  },
};

/** The pictures of one file at these times for judges, written into `folder` by their number. No metadata goes along. */
export async function judgePictures(
  path: string,
  times: readonly number[],
  folder: string,
  tools: Tools,
): Promise<(Size & { t: number })[]> {
  tools.onLimit(STILL_MS);
  const pictures = await openFrames(await openMediaFile(path), times, tools, take);
  for (const [at, { jpeg }] of pictures.entries()) await writeFile(join(folder, `${at}.jpg`), jpeg);
  return pictures.map(({ t, width, height }) => ({ t, width, height }));
}
