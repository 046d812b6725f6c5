import { readFile as readBytes } from 'node:fs/promises';
import { AppError } from '../../../contract/index.ts';
import { recognise } from '../kind.ts';
import { MAX_STILL_FILE_BYTES } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { refuseHugeGif } from '../still/gif.ts';
import { decodeHeic } from '../still/heic.ts';
import { readSafeSvg } from '../still/svg.ts';
import type { Tools } from '../tools.ts';
import { type ClipInfo, clipInfo } from '../video/clip-info.ts';
import { probe } from '../video/probe.ts';
import type { Probe } from '../video/probe-schema.ts';
import type { StillSource } from './frames.ts';

/** What is made of a film at these times, and of a still. */
export interface Take<Found> {
  film(
    file: MediaFile,
    demuxer: string,
    probed: Probe,
    info: ClipInfo,
    times: readonly number[],
    tools: Tools,
  ): Promise<Found>;
  still(source: StillSource): Promise<Found>;
}

/** One file, whatever it is, by the decoder that its content asks for. Throws AppError with a media code. */
export async function openFrames<Found>(
  file: MediaFile,
  times: readonly number[],
  tools: Tools,
  take: Take<Found>,
): Promise<Found> {
  const kind = recognise(file.head);
  switch (kind.decoder) {
    case 'ffmpeg':
      return film(file, kind.demuxer, kind.container, times, tools, take);
    case 'gif':
      refuseHugeGif(file.head);
      return film(file, 'gif', 'gif', times, tools, take);
    case 'svg':
      return take.still(await readSafeSvg(file));
    case 'heic':
      refuseHuge(file);
      return take.still(await decodeHeic(await readBytes(file.path)));
    case 'webp':
    case 'still':
      refuseHuge(file);
      return take.still(file.path);
    case 'none':
      throw new AppError(kind.code, kind.detail);
  }
}

async function film<Found>(
  file: MediaFile,
  demuxer: string,
  container: string,
  times: readonly number[],
  tools: Tools,
  take: Take<Found>,
): Promise<Found> {
  const probed = await probe(file, demuxer, tools);
  return take.film(file, demuxer, probed, clipInfo(probed, container), times, tools);
}

function refuseHuge(file: MediaFile): void {
  if (file.size > MAX_STILL_FILE_BYTES) throw new AppError('TOO_LARGE', 'The file is over 512 MB.');
}
