import sharp, { type Sharp } from 'sharp';
import { AppError } from '../../../contract/index.ts';
import { type Palette, paletteOf } from '../../core/measure/brand/palette.ts';
import { lumaAt } from '../../core/measure/picture/luma.ts';
import type { GreyFrame } from '../../core/measure/text/local-contrast.ts';
import { layOnWhite } from '../colour.ts';
import { decodeLimitMs, MAX_ALLOC_BYTES, MAX_STILL_PIXELS, MAX_VIDEO_PIXELS, STALL_MS } from '../limits.ts';
import type { MediaFile } from '../media-file.ts';
import { runProgram } from '../run-program.ts';
import type { Tools } from '../tools.ts';
import type { ClipInfo } from '../video/clip-info.ts';
import { matrixOf } from '../video/filters.ts';
import type { Size } from '../video/geometry.ts';
import { type BlockSink, MatroskaReader } from '../video/matroska.ts';

/** A film's colours are told from frames of this side: a brand's colour fills areas. */
const COLOUR_SIDE = 64;

export interface FilmFrames {
  readonly frames: readonly TimedFrame[];
  readonly palettes: readonly Palette[];
}

export interface TimedFrame {
  readonly t: number;
  readonly frame: GreyFrame;
}

/** Words of 2 % of the frame's height need this many lines to be read (`test/bench/text.ts`: 0.83 → 0.91 from 720). */
const SIDE = 960;
const LONGEST = 2048;

function sizeFor({ width, height }: Size): Size {
  const scale = Math.min(SIDE / Math.min(width, height), LONGEST / Math.max(width, height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** The first frame at or after each time, upright and grey, by one ffmpeg. */
export async function filmFrames(
  file: MediaFile,
  demuxer: string,
  info: ClipInfo,
  times: readonly number[],
  tools: Tools,
): Promise<FilmFrames> {
  const small = [
    `scale=w=${COLOUR_SIDE}:h=${COLOUR_SIDE}:flags=area:in_color_matrix=${matrixOf(info)}`,
    `format=${info.hasAlpha ? 'rgba' : 'rgb24'}`,
  ];
  const frames: TimedFrame[] = [];
  const palettes: Palette[] = [];
  await decodeFrames(file, demuxer, info, times, tools, [
    greyLook(info, frames),
    {
      filters: small,
      bytes: COLOUR_SIDE * COLOUR_SIDE * (info.hasAlpha ? 4 : 3),
      push: (t, block) => palettes.push({ t, cells: paletteOf(info.hasAlpha ? layOnWhite(block) : block) }),
    },
  ]);
  return { frames, palettes: info.transfer === null ? palettes : [] };
}

/** The same in grey alone. */
export async function filmGreys(
  file: MediaFile,
  demuxer: string,
  info: ClipInfo,
  times: readonly number[],
  tools: Tools,
): Promise<TimedFrame[]> {
  const frames: TimedFrame[] = [];
  await decodeFrames(file, demuxer, info, times, tools, [greyLook(info, frames)]);
  return frames;
}

function greyLook(info: ClipInfo, frames: TimedFrame[]): Look {
  const size = sizeFor(info.geometry.display);
  return {
    filters: shown(info, size, 'gray'),
    bytes: size.width * size.height * (info.hasAlpha ? 4 : 1),
    push: (t, block) =>
      frames.push({ t, frame: { ...size, levels: info.hasAlpha ? greyOf(layOnWhite(block)) : block } }),
  };
}

/** Filters that show a frame upright in this size; one with transparency is delivered with it. */
export function shown(info: ClipInfo, size: Size, format: 'gray' | 'rgb24'): string[] {
  const stored = info.geometry.turned ? { width: size.height, height: size.width } : size;
  const matrix = format === 'gray' ? '' : `:in_color_matrix=${matrixOf(info)}`;
  return [
    `scale=w=${stored.width}:h=${stored.height}:flags=lanczos${matrix}`,
    `format=${info.hasAlpha ? 'rgba' : format}`,
    ...(upright[String(info.geometry.rotationDeg)] ?? []),
  ];
}

/** One way of looking at the frames: its filters, the bytes of each picture, and where they go. */
export interface Look {
  readonly filters: readonly string[];
  readonly bytes: number;
  push(t: number, block: Uint8Array): void;
}

/** The first frame at or after each time, in every look that is wanted, by one ffmpeg. */
export async function decodeFrames(
  file: MediaFile,
  demuxer: string,
  info: ClipInfo,
  times: readonly number[],
  tools: Tools,
  looks: readonly Look[],
): Promise<void> {
  const passed = (t: string) => times.map((time) => `gte(${t},${time.toFixed(3)})`).join('+');
  const select = `select='isnan(prev_selected_t)+gt(${passed('t')},${passed('prev_selected_t')})'`;
  const split = `split=${looks.length}${looks.map((_, at) => `[i${at}]`).join('')}`;
  const chains = looks.map(({ filters }, at) => `[i${at}]${filters.join(',')}[o${at}]`);
  let delivered = 0;
  const sink = blockSink(
    looks.map((look) => ({
      bytes: look.bytes,
      push(t, block) {
        delivered += 1;
        look.push(t, block);
      },
    })),
  );
  const reader = new MatroskaReader(sink);
  const { media } = info.facts;
  const limitMs = decodeLimitMs(media.duration_s ?? 60, (info.picture.width * info.picture.height) / 1e6);
  tools.onLimit(limitMs);
  const end = await runProgram(
    tools.ffmpeg,
    [
      ...['-nostdin', '-hide_banner', '-loglevel', 'repeat+error', '-max_alloc', String(MAX_ALLOC_BYTES)],
      ...['-threads', '1', '-noautorotate', '-protocol_whitelist', 'file'],
      ...['-max_pixels', String(MAX_VIDEO_PIXELS)],
      ...(media.mode === 'key_frames' ? ['-skip_frame', 'nokey'] : []),
      // Nothing after the last frame that is wanted is decoded.
      ...['-t', ((times.at(-1) ?? 0) + 2).toFixed(3), '-f', demuxer, '-i', file.path],
      ...[
        '-filter_complex_threads',
        '1',
        '-filter_complex',
        [`[0:${info.picture.index}]${select},${split}`, ...chains].join(';'),
      ],
      ...looks.flatMap((_, at) => ['-map', `[o${at}]`]),
      ...['-fps_mode', 'passthrough', '-enc_time_base:v', '1:1000'],
      ...['-c:v', 'rawvideo', '-allow_raw_vfw', '1', '-map_metadata', '-1', '-f', 'matroska', 'pipe:1'],
    ],
    {
      limitMs,
      // One frame more than is asked for, and twice that for what holds them.
      maxBytes: 2 ** 20 + 2 * (times.length + 1) * looks.reduce((sum, look) => sum + look.bytes, 0),
      stallMs: Math.max(STALL_MS, limitMs),
      onPid: tools.onPid,
      onOutput: (chunk) => reader.push(chunk),
    },
  );
  // The frames that were reached are not those that were asked for.
  if (end.stopped === 'time' || end.stopped === 'stall') throw new AppError('TIMEOUT');
  if (delivered === 0) throw new AppError('DAMAGED', 'No frame could be read at these times.');
}

const upright: Record<string, string[]> = {
  '-90': ['transpose=clock'],
  '90': ['transpose=cclock'],
  '180': ['hflip', 'vflip'],
};

/** Gathers the blocks of each track; the tracks take turns. */
function blockSink(tracks: readonly Omit<Look, 'filters'>[]): BlockSink {
  const begun = new Set<number>();
  let track: Omit<Look, 'filters'> | undefined;
  let block = new Uint8Array();
  let filled = 0;
  let t = 0;
  return {
    begin(number, timeMs, bytes) {
      track = tracks[number - 1];
      if (bytes !== track?.bytes) throw new Error(`a frame of ${bytes} bytes`);
      block = new Uint8Array(bytes);
      filled = 0;
      // A player shows the first frame from the beginning.
      t = begun.has(number) ? Math.max(0, timeMs / 1000) : 0;
      begun.add(number);
    },
    data(slice) {
      block.set(slice, filled);
      filled += slice.length;
    },
    end() {
      track?.push(t, block);
    },
  };
}

function greyOf(rgb: Uint8Array): Uint8Array {
  const levels = new Uint8Array(rgb.length / 3);
  for (let at = 0; at < levels.length; at++) levels[at] = Math.round(lumaAt(rgb, 3 * at));
  return levels;
}

export interface RawStill extends Size {
  readonly rgba: Uint8Array;
}

export type StillSource = string | Uint8Array | RawStill;

/** A still, upright; of an animated one the first frame. */
export function openedStill(source: StillSource): Sharp {
  const options = { failOn: 'none', limitInputPixels: MAX_STILL_PIXELS, sequentialRead: true } as const;
  return typeof source === 'string' || source instanceof Uint8Array
    ? sharp(source, options).autoOrient()
    : sharp(source.rgba, { raw: { width: source.width, height: source.height, channels: 4 } });
}

/** On white: grey for its words, small for its colours. */
export async function stillFrame(source: StillSource): Promise<{ frame: GreyFrame; rgb: Uint8Array }> {
  const image = openedStill(source);
  try {
    const { data, info } = await image
      .clone()
      .flatten({ background: '#ffffff' })
      .png({ compressionLevel: 0 })
      .toBuffer({ resolveWithObject: true });
    const size = sizeFor(info);
    const grey = await sharp(data)
      .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { channels } = grey.info;
    const levels = new Uint8Array(size.width * size.height);
    for (let at = 0; at < levels.length; at++) levels[at] = grey.data[at * channels] as number;
    const rgb = await sharp(data)
      .resize(COLOUR_SIDE, COLOUR_SIDE, { fit: 'fill', kernel: 'linear' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { frame: { ...size, levels }, rgb };
  } catch (error) {
    throw new AppError('DAMAGED', `(${error instanceof Error ? error.message.split('\n')[0] : error})`, {
      cause: error,
    });
  }
}
