import type { Applied } from './act.ts';

/** A file that is read from the disk as it is sent: a film may be larger than memory. */
export interface Media {
  readonly size: number;
  slice(start: number, end: number): Media;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** An ad as it is to be made: paused, in an ad set that a person chose. */
export interface Draft {
  readonly account: string;
  readonly adSet: string;
  /** Carries the tag. */
  readonly name: string;
  readonly kind: 'image' | 'video';
  readonly media: Media;
  readonly page: string;
  readonly message: string;
  readonly headline: string;
  readonly link: string;
  readonly action: string;
}

export interface DraftsPort {
  /** What comes before the ad itself ends in the middle when `stop` fires. */
  make(draft: Draft, signal: AbortSignal, stop: AbortSignal): Promise<Applied>;
  /** The ad of this ad set whose name carries the tag; null where there is none. */
  find(
    asked: { readonly account: string; readonly adSet: string; readonly tag: string },
    signal: AbortSignal,
  ): Promise<string | null>;
}
