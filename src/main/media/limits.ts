/** Every cap on what one file may cost. A cap that is met is an answer with a code, never a hang or a crash. */

export const MAX_FILE_BYTES = 8 * 1024 ** 3;
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

/** No byte from ffmpeg for so long means that it hangs. */
export const STALL_MS = 20_000;
/** The parent waits so much longer than the host before it kills, so that the host can say which limit was met. */
export const GRACE_MS = 5_000;
/** Opening, recognising and stills. */
export const STILL_MS = 40_000;

const GB = 1024 ** 3;
export const probeLimitMs = (fileBytes: number): number => 10_000 + (fileBytes / GB) * 30_000;

/**
 * About ten times what a present laptop needs: it decodes some 100 megapixels a second on one core, which for 30
 * frames a second is 0.3 s per second of film and megapixel.
 */
export const decodeLimitMs = (durationS: number, megapixels: number): number =>
  30_000 + durationS * 1000 * (0.5 + 3 * megapixels);
