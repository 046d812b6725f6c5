import type { Applied } from './act.ts';

/** An ad as it is to be made: paused, in an ad set that a person chose. */
export interface Draft {
  readonly account: string;
  readonly adSet: string;
  /** Carries the tag. */
  readonly name: string;
  readonly kind: 'image' | 'video';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly page: string;
  readonly message: string;
  readonly headline: string;
  readonly link: string;
  readonly action: string;
}

export interface DraftsPort {
  make(draft: Draft, signal: AbortSignal): Promise<Applied>;
  /** The ad of this ad set whose name carries the tag; null where there is none. */
  find(
    asked: { readonly account: string; readonly adSet: string; readonly tag: string },
    signal: AbortSignal,
  ): Promise<string | null>;
}
