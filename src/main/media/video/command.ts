import { HOOK_SECONDS } from '../../core/measure/signals.ts';
import { MAX_ALLOC_BYTES, MAX_VIDEO_PIXELS } from '../limits.ts';
import type { ClipInfo } from './clip-info.ts';
import { sampleFilters, soundFilters, stripFilters, tickFilters } from './filters.ts';

/** What a track of the output carries, in the order in which the tracks are mapped. */
export type Role = 'tick' | 'sample' | 'strip' | 'sound';

export interface Command {
  readonly args: readonly string[];
  readonly roles: readonly Role[];
}

/** By key frames the hook is decoded in full, and what follows it for as long as a flash may need to go back. */
const WHOLE_S = HOOK_SECONDS + 0.5;

/**
 * One ffmpeg for everything that is wanted of a film: small frames, sampled frames, pictures and sound leave it as the
 * tracks of one Matroska stream on its output pipe. That is the one container which carries raw frames with the exact
 * time of each (frame rates vary) through a single pipe, and a pipe is all that every system has.
 */
export function decodeCommand(
  info: ClipInfo,
  path: string,
  demuxer: string,
  options: { readonly withSound: boolean },
): Command {
  const input = (...more: string[]) => [
    ...['-threads', '1', '-noautorotate', '-protocol_whitelist', 'file'],
    ...['-max_pixels', String(MAX_VIDEO_PIXELS), ...more, '-f', demuxer, '-i', path],
  ];
  const { mode } = info.facts.media;
  const durationS = info.timeline.endS ?? info.timeline.claimedS;
  const picture = info.picture.index;
  const chains: string[] = [];
  const roles: Role[] = [];
  const maps: string[] = [];
  const add = (role: Role, filters: readonly string[], source: string) => {
    const name = `o${roles.length}`;
    chains.push(`${source}${filters.join(',')}[${name}]`);
    maps.push('-map', `[${name}]`);
    roles.push(role);
  };
  let inputs = input(...skipping[mode]);

  if (mode === 'key_frames') {
    // The beginning is decoded in full from a second opening of the same file; the first one leaves it out.
    inputs = [...inputs, ...input('-t', String(WHOLE_S))];
    chains.push(
      `[0:${picture}]select='gte(t,${WHOLE_S})'[rest]`,
      `[1:${picture}][rest]interleave=nb_inputs=2,split=3[v0][v1][v2]`,
    );
  } else chains.push(`[0:${picture}]split=3[v0][v1][v2]`);
  add('tick', tickFilters(info), '[v0]');
  add('sample', sampleFilters(info), '[v1]');
  add('strip', stripFilters(info, durationS), '[v2]');
  if (options.withSound && info.sound) add('sound', soundFilters(info), `[0:${info.sound.index}]`);

  return {
    roles,
    args: [
      ...['-nostdin', '-hide_banner', '-loglevel', 'repeat+error', '-max_alloc', String(MAX_ALLOC_BYTES)],
      ...inputs,
      ...['-filter_complex_threads', '1', '-filter_complex', chains.join(';'), ...maps],
      // Frames keep their own times, in steps of a millisecond, which is all that Matroska carries.
      ...['-fps_mode', 'passthrough', '-enc_time_base:v', '1:1000'],
      ...['-c:v', 'rawvideo', '-c:a', 'pcm_f32le', '-allow_raw_vfw', '1'],
      // The strip has a frame in every tenth of the film only: do not wait for it, nor for sound that begins late.
      ...['-max_interleave_delta', '500000', '-max_muxing_queue_size', '100000'],
      ...['-map_metadata', '-1', '-map_chapters', '-1', '-write_crc32', '0', '-f', 'matroska', 'pipe:1'],
    ],
  };
}

const skipping = {
  full: [],
  reference_frames: ['-skip_frame', 'noref', '-skip_loop_filter', 'all'],
  key_frames: ['-skip_frame', 'nokey', '-skip_loop_filter', 'all'],
  still: [],
} as const;
