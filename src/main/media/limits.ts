import { AUDIO_RATE, SAMPLE_SIDE, TICK_HEIGHT, TICK_WIDTH } from '../core/measure/signals.ts';

/** Every cap on what one file may cost. A cap that is met is an answer with a code, never a hang or a crash. */

export const MAX_STILL_FILE_BYTES = 512 * 1024 ** 2;
export const MAX_SVG_BYTES = 4 * 1024 ** 2;
export const MAX_STILL_PIXELS = 100_000_000;
export const MAX_VIDEO_PIXELS = 40_000_000;
/** libheif holds the picture up to three times, so a still of 100 MP would not fit the memory limit. */
export const MAX_HEIC_PIXELS = 50_000_000;
export const MAX_VIDEO_HOURS = 24;

/** One block inside ffmpeg; an 8K frame of 10 bit 4:4:4 takes 200 MB. */
export const MAX_ALLOC_BYTES = 268_435_456;
/** Of the media host, and of its ffmpeg, each (`design.md` 6). */
export const MAX_PROCESS_BYTES = 600_000_000;

/**
 * ffprobe's list of packets, of picture and sound together: about 90 minutes at 30 frames a second, 60 at 60. What a
 * longer film holds is taken from its header (`timeline.ts`).
 */
export const MAX_PROBE_PACKETS = 400_000;
export const MAX_STDERR_CHARS = 64 * 1024;

/** ffprobe's answer: 150 bytes for each packet, streams and format beside. It is held in memory as a whole. */
export const MAX_PROBE_BYTES = 96 * 1024 ** 2;
/** Subtitles as text; two hours of talk take a hundredth of this. */
export const MAX_SUBTITLE_BYTES = 64 * 1024 ** 2;

/** No byte from ffmpeg for so long means that it hangs. */
export const STALL_MS = 20_000;
/** The parent waits so much longer than the host before it kills, so that the host can say which limit was met. */
export const GRACE_MS = 5_000;
/** Opening, recognising and stills. */
export const STILL_MS = 40_000;

const GB = 1024 ** 3;
export const probeLimitMs = (fileBytes: number): number => 10_000 + (fileBytes / GB) * 30_000;

/** However long a file says it is: how much of a film is decoded keeps real ones near a minute (`mode.ts`). */
const LONGEST_DECODE_MS = 20 * 60_000;
/** Where nothing says how long it is. */
const UNTOLD_S = 600;

/**
 * About ten times what a present laptop needs: it decodes some 100 megapixels a second on one core, which for 30
 * frames a second is 0.3 s per second of film and megapixel.
 */
export const decodeLimitMs = (durationS: number | null, megapixels: number): number =>
  Math.min(LONGEST_DECODE_MS, 30_000 + (durationS ?? UNTOLD_S) * 1000 * (0.5 + 3 * megapixels));

/**
 * What leaves ffmpeg for one film, twice over: a small frame for each of its own, two larger ones and sound a second. Sound
 * may go on after the last picture, which the length that the header tells counts in.
 */
export function decodedBytesLimit(
  { frames, endS, claimedS }: { frames: number; endS: number | null; claimedS: number | null },
  channels: number,
): number {
  const ofSecond = 2 * SAMPLE_SIDE * SAMPLE_SIDE * 4 + AUDIO_RATE * 4 * channels;
  return (
    256 * 1024 ** 2 +
    2 * (frames * TICK_WIDTH * TICK_HEIGHT * 4 + (Math.max(endS ?? 0, claimedS ?? 0) || frames) * ofSecond)
  );
}
