import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ErrorCode } from '../../src/contract/index.ts';

/** Real files with known truths. They lie beside a developer's clone, never in it; tests without them count as skipped. */
export const corpusFolder = (chosen?: string): string =>
  resolve(chosen ?? join(import.meta.dirname, '../../../shared/corpus'));

/** Its media, without the lists and licences that lie with them. */
export const mediaIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !/\.(md|txt)$/.test(name))
    .sort();

export interface Fault {
  readonly code: ErrorCode;
  /** What is wrong with the file, by the corpus' own list. */
  readonly cause: string;
  /** Some of it can be used. */
  readonly partial?: true;
}
export const faults: Readonly<Record<string, Fault>> = {
  'bad_bomb.gif': { code: 'TOO_LARGE', cause: '44 bytes that declare a huge canvas' },
  'bad_ebml.mkv': { code: 'BAD_HEADER', cause: 'broken EBML header' },
  'bad_encrypted.mp4': { code: 'ENCRYPTED', cause: 'encrypted (CENC)' },
  'bad_frames.mp4': { code: 'DAMAGED', cause: 'opens, with decode errors inside', partial: true },
  'bad_fuzz.heic': { code: 'BAD_HEADER', cause: 'found by fuzzing, crashes decoders' },
  'bad_header.jpg': { code: 'BAD_HEADER', cause: 'corrupt JPEG header' },
  'bad_header_only.flv': { code: 'TRUNCATED', cause: '13 bytes of FLV header, nothing else' },
  'bad_json_as.webp': { code: 'NOT_MEDIA', cause: 'JSON under the name of a picture' },
  'bad_moov_cut.mov': { code: 'NO_INDEX', cause: 'index cut at 1 KiB' },
  'bad_no_moov.mp4': { code: 'NO_INDEX', cause: 'no index' },
  'bad_partial_claims_231s.mp4': { code: 'TRUNCATED', cause: 'claims 231 s, media data missing' },
  'bad_truncated.jpg': { code: 'TRUNCATED', cause: 'cut-off JPEG that ffmpeg conceals', partial: true },
  'img_144mp_black.webp': { code: 'TOO_LARGE', cause: '16000 x 9000 in 256 KB' },
  'vid_audio_only.mp4': { code: 'NO_VIDEO', cause: 'no video stream' },
};

/** ffmpeg 5.1 opens none of them, or not upright; their truths are in the corpus' own list. */
export const listedSizes: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'img_animated.webp': [1280, 720],
  'img_photo.heic': [1280, 854],
  'img_photo.avif': [1366, 911],
  'adimg_claudescope_og.svg': [1200, 630],
  'img_exif_rot6.jpg': [1200, 1800],
};

/** Decoding it once more for the truth would take longer than all the others; its packets tell the same. */
export const longFilm = 'vid_long_6min_1080p.mp4';

export interface Truth {
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  readonly hasAudio: boolean;
  readonly hdr: boolean;
  readonly frames: number;
  readonly endS: number;
}

/** What ffprobe says of a file: its own reading of the streams, and every frame of them. */
export async function truthOf(folder: string, name: string): Promise<Truth> {
  const path = join(folder, name);
  const { streams = [], format } = await ffprobe('-show_streams', '-show_format', path);
  const video = streams.find((stream) => stream.codec_type === 'video') as Record<string, never> | undefined;
  if (!video) throw new Error(`${path} has no video`);
  const entry =
    name === longFilm
      ? 'packet=pts_time,duration_time'
      : 'frame=best_effort_timestamp_time,pkt_duration_time';
  const listed = await ffprobe('-select_streams', 'v:0', '-show_entries', entry, path);
  const frames = (listed.frames ?? listed.packets ?? []).map((frame) => ({
    at: Number(frame.best_effort_timestamp_time ?? frame.pts_time),
    long: Number(frame.pkt_duration_time ?? frame.duration_time ?? 0),
  }));
  const last = frames.reduce((a, b) => (b.at >= a.at ? b : a), { at: 0, long: 0 });
  const [num = 1, den = 1] = String(video.sample_aspect_ratio ?? '1:1')
    .split(':')
    .map(Number);
  const rotation = (video.side_data_list as { rotation?: number }[] | undefined)?.[0]?.rotation ?? 0;
  const wide = Math.round(Number(video.width) * (num && den ? num / den : 1));
  const turned = Math.abs(rotation) === 90;
  return {
    width: turned ? Number(video.height) : wide,
    height: turned ? wide : Number(video.height),
    rotation,
    hasAudio: streams.some((stream) => stream.codec_type === 'audio'),
    hdr: ['smpte2084', 'arib-std-b67'].includes(String(video.color_transfer)),
    frames: frames.length,
    endS: last.at + last.long - Number((format as unknown as { start_time?: string }).start_time ?? 0),
  };
}

async function ffprobe(...args: string[]): Promise<Record<string, Record<string, string>[]>> {
  const all = ['-v', 'quiet', '-of', 'json', ...args];
  const { stdout } = await promisify(execFile)('ffprobe', all, { maxBuffer: 1e9 });
  return JSON.parse(stdout);
}
