import { AppError } from '../../contract/index.ts';
import type { CreateMeasurer } from '../core/measure/signals.ts';
import type { MeasuredFile } from '../ports.ts';
import { recognise } from './kind.ts';
import { STILL_MS } from './limits.ts';
import { openMediaFile } from './media-file.ts';
import { measureAnimatedWebp } from './still/animated-webp.ts';
import { refuseHugeGif } from './still/gif.ts';
import { measureHeic } from './still/heic.ts';
import { measureSharpStill } from './still/open-still.ts';
import { readSafeSvg } from './still/svg.ts';
import type { Tools } from './tools.ts';
import { clipInfo } from './video/clip-info.ts';
import { measureVideo } from './video/decode.ts';
import { probe } from './video/probe.ts';

/** One file, whatever it is, by its content. Throws AppError with a media code. */
export async function measureFile(
  path: string,
  pictureDir: string,
  createMeasurer: CreateMeasurer,
  tools: Tools,
): Promise<MeasuredFile> {
  tools.onLimit(STILL_MS);
  const file = await openMediaFile(path);
  const kind = recognise(file.head);
  switch (kind.decoder) {
    case 'ffmpeg': {
      const info = clipInfo(await probe(file, kind.demuxer, tools), kind.container);
      return measureVideo(file, kind.demuxer, info, createMeasurer, pictureDir, tools);
    }
    case 'gif': {
      refuseHugeGif(file.head);
      const info = clipInfo(await probe(file, 'gif', tools), 'gif');
      if (info.timeline.frames === 1) return measureSharpStill(file, 'gif', createMeasurer, pictureDir);
      return measureVideo(file, 'gif', info, createMeasurer, pictureDir, tools);
    }
    case 'webp':
      if (kind.animated) return measureAnimatedWebp(file, createMeasurer, pictureDir, tools);
      return measureSharpStill(file, 'webp', createMeasurer, pictureDir);
    case 'svg':
      return measureSharpStill(await readSafeSvg(file), 'svg', createMeasurer, pictureDir);
    case 'heic':
      return measureHeic(file, createMeasurer, pictureDir);
    case 'still':
      return measureSharpStill(file, kind.container, createMeasurer, pictureDir);
    case 'none':
      throw new AppError(kind.code, kind.detail);
  }
}
