import { AppError } from '../../../contract/index.ts';
import type { Probe, ProbeStream } from './probe-schema.ts';

/** A video stream with what a picture needs. */
export type PictureStream = ProbeStream & { readonly width: number; readonly height: number };

export interface Streams {
  readonly picture: PictureStream;
  readonly sound: ProbeStream | null;
}

/**
 * The streams a player would choose, in ffmpeg's own order of preference: marked as default, then the larger picture,
 * the more channels. Cover art is not video.
 */
export function chooseStreams({ streams }: Probe): Streams {
  const isDefault = (stream: ProbeStream) => stream.disposition?.default ?? 0;
  const area = (stream: ProbeStream) => (stream.width ?? 0) * (stream.height ?? 0);
  const sounds = streams
    .filter((stream) => stream.codec_type === 'audio')
    .sort((a, b) => isDefault(b) - isDefault(a) || (b.channels ?? 0) - (a.channels ?? 0));
  const pictures = streams
    .filter((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1)
    .sort((a, b) => isDefault(b) - isDefault(a) || area(b) - area(a));
  const picture = pictures[0];
  if (!picture) {
    if (sounds.length > 0) throw new AppError('NO_VIDEO');
    throw new AppError('TRUNCATED', 'The header is there, but no picture or sound follows.');
  }
  if (picture.codec_name === undefined || picture.codec_name === 'unknown')
    throw new AppError('UNSUPPORTED_CODEC', 'The format of its picture is unknown.');
  if (!picture.width || !picture.height)
    throw new AppError('DAMAGED', 'No frame could be read that would tell the size of the picture.');
  return { picture: { ...picture, width: picture.width, height: picture.height }, sound: sounds[0] ?? null };
}
