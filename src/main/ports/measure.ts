import type {
  AdId,
  AdText,
  ErrorCode,
  Features,
  Folder,
  JobId,
  Logo,
  Media,
  Spoken,
} from '../../contract/index.ts';
import type { LogoLook } from '../core/measure/brand/logo-looks.ts';
import type { Palette } from '../core/measure/brand/palette.ts';
import type { FrameHash } from '../core/measure/signals.ts';
import type { ReadFrame } from '../core/measure/text/tracks.ts';
import type { JudgeFrame } from './council.ts';

/** How a file was decoded and measured. Pictures lie in `pictureDir` as thumb.jpg and strip.jpg. */
export interface MeasuredFile {
  readonly kind: 'video' | 'image';
  readonly media: Media;
  readonly features: Features;
  readonly hashes: readonly FrameHash[];
  /** Frames side by side in strip.jpg, each as high as thumb.jpg's strip height; 0 when there is no strip. */
  readonly stripFrames: number;
  /** Why only a part could be used; null when all of it was decoded. */
  readonly problem: { readonly code: ErrorCode; readonly detail: string } | null;
}

/** What a reader of words has to know of an ad. */
export type MeasuredFacts = Pick<MeasuredFile, 'media' | 'features'>;

export interface MediaPort {
  /** Changes whenever ffmpeg does: part of the key under which results are reused. */
  readonly decoderVersion: string;
  /** Throws AppError with a media code. The pictures are written into `pictureDir`, which exists. */
  measure(absolute: string, pictureDir: string, signal: AbortSignal): Promise<MeasuredFile>;
  /** The words on the frames shown at these times (at most 12, ascending). Throws AppError with a media code. */
  readText(absolute: string, times: readonly number[], signal: AbortSignal): Promise<ReadFile>;
  /** Where the logo, kept as `logo`, is seen on the same frames. */
  findLogo(
    absolute: string,
    times: readonly number[],
    logo: string,
    signal: AbortSignal,
  ): Promise<LogoLook[]>;
  /** A picture made into a logo: small, and nothing but its pixels. Throws AppError with a media code. */
  readLogo(absolute: string, signal: AbortSignal): Promise<ReadLogo>;
  /** The same frames as pictures for judges. */
  frames(absolute: string, times: readonly number[], signal: AbortSignal): Promise<JudgeFrame[]>;
}

export interface ReadLogo extends Omit<Logo, 'id'> {
  readonly png: Uint8Array;
}

/** Where the logo of an ad's brand was looked for, and what came of it. */
export interface LookedForLogo {
  readonly logo: string;
  readonly version: number;
  readonly looks: readonly LogoLook[];
}

export interface ReadFile {
  readonly frames: readonly ReadFrame[];
  /** A subtitle track of the file. */
  readonly spoken: Spoken | null;
  /** Their colours, frame by frame; none of HDR, whose colours are not those of a screen. */
  readonly palettes: readonly Palette[];
}

export interface ReadWords {
  readonly text: AdText;
  readonly spoken: Spoken | null;
  readonly palettes: readonly Palette[];
  readonly readAt: string;
}

/** Which ads a job reads: those of an analysis, those that are named or lie in folders that are, or all. */
export interface WordsWanted {
  readonly job_id?: JobId | undefined;
  readonly ads?: readonly AdId[] | undefined;
  readonly folders?: readonly Folder[] | undefined;
  /** Only ads whose words were read, whose brand has this logo (or any), and that wait for no reading yet. */
  readonly logo?: string | 'any' | undefined;
  /**
   * Only ads whose words nobody was asked for: what the last reading of an ad could not read, or was called off before,
   * is left out, and so is what a service would have to be asked for only to read it anew.
   */
  readonly leftover?: true | undefined;
}
