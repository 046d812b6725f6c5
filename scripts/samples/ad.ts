import type { Tune } from './sound.ts';

/** One shot between two hard cuts. `t` runs in seconds from its own start; the answer is SVG in canvas units. */
export interface Scene {
  readonly seconds: number;
  draw(t: number): string;
}

export interface VideoAd {
  readonly file: string;
  /** Encoded size in px. */
  readonly width: number;
  readonly height: number;
  /** Width of the canvas the scenes are drawn on; its height follows. */
  readonly canvas: number;
  readonly scenes: readonly Scene[];
  readonly tune: Omit<Tune, 'seconds'>;
  /** ffmpeg filters that bring the sound to its level, wrong ones included. */
  readonly level: string;
  /** Spoken by espeak-ng over the music. */
  readonly speech?: { readonly words: string; readonly at: number };
  /** Black bars above and below, to this height in px: a deliberate fault. */
  readonly padTo?: number;
  /** What is wrong with it on purpose. */
  readonly fault?: string;
}

export interface StillAd {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly canvas: number;
  draw(): string;
  readonly fault?: string;
}

/** -15 LUFS with room for the encoder: what the checklist calls right. */
export const RIGHT_LEVEL = 'loudnorm=I=-15:TP=-3:LRA=11';
