import { SAMPLE_SIDE } from '../../core/measure/signals.ts';
import type { PictureStream } from './streams.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the stored picture becomes the shown one. */
export interface Geometry {
  readonly display: Size;
  /** As ffprobe tells it: counter-clockwise, −90 is a phone held upright. */
  readonly rotationDeg: number;
  readonly turned: boolean;
}

export function geometryOf(stream: PictureStream): Geometry {
  const told = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const quarter = Math.round(told / 90) * 90;
  const rotationDeg = ((((quarter % 360) + 540) % 360) - 180) as number;
  const turned = Math.abs(rotationDeg) === 90;
  const [num = 1, den = 1] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const aspect = num > 0 && den > 0 ? num / den : 1;
  const wide = Math.max(1, Math.round(stream.width * aspect));
  return {
    display: turned ? { width: stream.height, height: wide } : { width: wide, height: stream.height },
    rotationDeg: rotationDeg === -180 ? 180 : rotationDeg,
    turned,
  };
}

/** A banner of 20:1 would otherwise make frames larger than the picture they were taken from. */
const MAX_ASPECT = 8;

/** The size of a sampled frame: its shorter side is SAMPLE_SIDE, enlarged where the source is smaller. */
export function sampleSize({ width, height }: Size): Size {
  const aspect = Math.min(MAX_ASPECT, Math.max(width, height) / Math.min(width, height));
  const longer = Math.round((SAMPLE_SIDE * aspect) / 2) * 2;
  return width < height ? { width: SAMPLE_SIDE, height: longer } : { width: longer, height: SAMPLE_SIDE };
}

const PICTURE_SIDE = 480;

/** The size of a frame for thumbnail and filmstrip: its longer side is PICTURE_SIDE, or less for a smaller source. */
export function pictureSize({ width, height }: Size): Size {
  const scale = Math.min(1, PICTURE_SIDE / Math.max(width, height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
