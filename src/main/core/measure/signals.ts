import type { Curves, Features, Media } from '../../../contract/index.ts';

/**
 * What a decoder must deliver and what the measures answer. The decoder pushes, so that no clip has to be held whole;
 * the measures never touch a file, a clock or a process.
 */

/** Every decoded frame, shrunk to this size by area averaging, as planar YUV 4:2:0, full range BT.709. */
export const TICK_WIDTH = 48;
export const TICK_HEIGHT = 48;
export const TICK_BYTES = TICK_WIDTH * TICK_HEIGHT + 2 * (TICK_WIDTH / 2) * (TICK_HEIGHT / 2);

/** Shorter side of a sampled frame in px (`design.md` 6): 10 a second in the hook, 2 a second after it. */
export const SAMPLE_SIDE = 160;
export const HOOK_SECONDS = 3;
export const HOOK_SAMPLES_PER_SECOND = 10;
export const BODY_SAMPLES_PER_SECOND = 2;

/** Sound reaches the measures as interleaved 32-bit floats at this rate, in the channels of the file. */
export const AUDIO_RATE = 48_000;

/** What the container says before a frame is decoded. */
export interface ClipFacts {
  readonly kind: 'video' | 'image';
  /** `duration_s` is the container's claim here, null when it makes none; `mode` is how it will be decoded. */
  readonly media: Media;
  /** Bits per second of the video stream; null when the container does not say. */
  readonly videoBitRate: number | null;
  readonly audioChannels: number;
  /** Weight of each channel in loudness (BS.1770-4 table 3: surround 1.41, low frequencies 0); all 1 when absent. */
  readonly audioWeights?: readonly number[];
}

/** What is known once the last frame has been decoded. */
export interface ClipEnd {
  /** End of the last shown frame in seconds; null for a still. */
  readonly durationS: number | null;
  /** Frames per second over the whole clip: decoded frames / duration; null for a still. */
  readonly fps: number | null;
  /** Whether every frame was decoded (mode `full`), so that cuts are dated to the frame. */
  readonly everyFrame: boolean;
}

/** A 256-bit PDQ hash as 64 hex digits, with its quality 0–100. */
export interface FrameHash {
  readonly t: number;
  readonly hash: string;
  readonly quality: number;
}

export interface Measured {
  readonly features: Features;
  /** One a second and one per shot, at most 24; for near-duplicates. */
  readonly hashes: FrameHash[];
  /** Hard cuts in seconds, for choosing pictures; the same list as T01. */
  readonly cuts: number[];
  /** For the time line; null for a still. */
  readonly curves: Curves | null;
}

/** Each kind of call comes in the order of time; how the kinds lie between each other is not fixed. */
export interface Measurer {
  /** One decoded frame at presentation time `t` (s, ascending): planes Y, U, V of TICK_WIDTH x TICK_HEIGHT. */
  tick(t: number, planes: Uint8Array): void;
  /** One sampled frame, RGB 8 bit interleaved; the buffer is the measurer's to keep. */
  sample(t: number, width: number, height: number, rgb: Uint8Array): void;
  /** The next block of sound, interleaved. */
  audio(samples: Float32Array): void;
  finish(end: ClipEnd): Measured;
}

export type CreateMeasurer = (facts: ClipFacts) => Measurer;
