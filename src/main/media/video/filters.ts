import {
  AUDIO_RATE,
  BODY_SAMPLES_PER_SECOND,
  HOOK_SAMPLES_PER_SECOND,
  HOOK_SECONDS,
  TICK_HEIGHT,
  TICK_WIDTH,
} from '../../core/measure/signals.ts';
import { STRIP_FRAMES } from '../picture-row.ts';
import { deliveredLayout } from './channels.ts';
import type { ClipInfo } from './clip-info.ts';
import { pictureSize, type Size, sampleSize } from './geometry.ts';

/**
 * Filter chains of one film. Only filters of FFmpeg's LGPL part may stand here: never blackframe, boxblur, cropdetect,
 * delogo, eq, mpdecimate, perspective (`media-and-harness.md` 1.4).
 */
/** Pixel layout of the small frames: planes are ready to use; colours must still be mapped or laid on white. */
export type TickLayout = 'planes' | 'rgb24' | 'rgba';

export const tickLayout = ({ transfer, hasAlpha }: ClipInfo): TickLayout =>
  hasAlpha ? 'rgba' : transfer === null ? 'planes' : 'rgb24';
export const frameLayout = ({ hasAlpha }: ClipInfo): 'rgb24' | 'rgba' => (hasAlpha ? 'rgba' : 'rgb24');

export function tickFilters(info: ClipInfo): string[] {
  const layout = tickLayout(info);
  const size = `w=${TICK_WIDTH}:h=${TICK_HEIGHT}:flags=area`;
  const colours = layout === 'planes' ? ':out_color_matrix=bt709:out_range=full' : '';
  return [
    ...halvedLines(info.picture.height),
    `scale=${size}:in_color_matrix=${matrixOf(info)}${colours}`,
    `format=${layout === 'planes' ? 'yuv420p' : layout}`,
    ...upright(info),
  ];
}

/**
 * Scaling every frame costs a third of decoding it. `field` drops every second line by doubling the stride, at no cost;
 * at least 240 lines stay, five for each line of a tick.
 */
const MIN_LINES = 240;

function halvedLines(height: number): string[] {
  const filters: string[] = [];
  for (let lines = height; lines >= 2 * MIN_LINES; lines = Math.floor(lines / 2)) filters.push('field');
  return filters;
}

/** The first frame at or after every tenth of a second in the hook, every half second after it. */
export function sampleFilters(info: ClipInfo): string[] {
  const step = (rate: number) => `gt(floor(t*${rate}+0.001),floor(prev_selected_t*${rate}+0.001))`;
  const wanted = `if(lt(t,${HOOK_SECONDS}),${step(HOOK_SAMPLES_PER_SECOND)},${step(BODY_SAMPLES_PER_SECOND)})`;
  return [`select='isnan(prev_selected_t)+${wanted}'`, ...shown(info, sampleSize(info.geometry.display))];
}

/**
 * The first frame, so that the track begins at once and nothing has to be held back for it, and the first frame after
 * the middle of every tenth. Without a known length one is taken every six seconds and the row thinned out.
 */
export function stripFilters(info: ClipInfo, durationS: number | null): string[] {
  const part = (t: string) => `floor(${t}*${(STRIP_FRAMES / (durationS || 60)).toFixed(9)}-0.5)`;
  return [
    `select='isnan(prev_selected_t)+gt(${part('t')},${part('prev_selected_t')})'`,
    ...shown(info, pictureSize(info.geometry.display)),
  ];
}

export const soundFilters = ({ sound }: ClipInfo): string[] => [
  `aresample=${AUDIO_RATE}`,
  `aformat=sample_fmts=flt:channel_layouts=${deliveredLayout(sound)}`,
  // A tenth of a second per block: fewer, larger writes than one per coded frame.
  `asetnsamples=n=${AUDIO_RATE / 10}:p=0`,
];

function shown(info: ClipInfo, size: Size): string[] {
  const { width, height } = info.geometry.turned ? { width: size.height, height: size.width } : size;
  return [
    `scale=w=${width}:h=${height}:flags=area:in_color_matrix=${matrixOf(info)}`,
    `format=${frameLayout(info)}`,
    ...upright(info),
  ];
}

/** ffmpeg would turn every full frame; turning the small ones gives the same picture. */
function upright({ geometry }: ClipInfo): string[] {
  if (geometry.rotationDeg === -90) return ['transpose=clock'];
  if (geometry.rotationDeg === 90) return ['transpose=cclock'];
  return geometry.rotationDeg === 180 ? ['hflip', 'vflip'] : [];
}

/** Where the file is silent, convention decides: BT.709 from 720 lines on, BT.601 below. */
export function matrixOf({ picture }: ClipInfo): string {
  const told = picture.color_space ?? '';
  if (told.startsWith('bt2020')) return 'bt2020';
  if (told === 'bt709' || told === 'smpte240m' || told === 'fcc') return told;
  if (told === 'smpte170m' || told === 'bt470bg') return 'bt601';
  return Math.min(picture.width, picture.height) >= 720 ? 'bt709' : 'bt601';
}
