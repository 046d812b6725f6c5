import { z } from 'zod';
import { strict } from '../strict.ts';
import { Seconds } from './common.ts';

/** A rectangle as shares of the shown frame, from its upper left corner. */
export const Box = strict(() => ({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  w: z.number().min(0).max(1),
  h: z.number().min(0).max(1),
}));
export type Box = z.infer<typeof Box>;

const Share = z.number().min(0).max(1);

/** One line of text over the time for which it was seen. */
export const TextLine = strict(() => ({
  text: z.string().max(200),
  /** Estimated from the frames that were read: to the nearest cut, or half way to the next frame without it. */
  t0: Seconds,
  t1: Seconds,
  box: Box,
  /** Mean of its words, 0–1; the reader's own opinion, no probability. */
  confidence: Share,
  /** X04: height of its tallest word as a share of the frame's height. */
  height_share: Share,
  /** X05: contrast of text and ground by WCAG 2, 1–21, from grey levels; null when the two could not be told apart. */
  contrast: z.number().min(1).max(21).nullable(),
  /** X06, at least: over the longest that the line can have stood, as the reader may have missed it. Null for a still. */
  chars_per_second: z.number().nonnegative().nullable(),
}));
export type TextLine = z.infer<typeof TextLine>;

/** A phrase of a lexicon, with the words that were found. */
export const FoundPhrase = strict(() => ({
  /** Entry of the lexicon: `shop`, `percent_off` … */
  kind: z.string(),
  text: z.string().max(200),
  t: Seconds,
  /** Seen within the last seconds of the ad (window END of the catalogue). */
  in_end: z.boolean(),
}));
export type FoundPhrase = z.infer<typeof FoundPhrase>;

export const SafeZone = strict(() => ({
  placement: z.string(),
  /** Part of the area and time of the text, and of a logo that was seen, that lies outside the safe rectangle. */
  violated_share: Share,
  spans: z.array(strict(() => ({ t0: Seconds, t1: Seconds }))),
}));
export type SafeZone = z.infer<typeof SafeZone>;

export const HookType = strict(() => ({
  /** A type of the hook taxonomy, or `unknown`. */
  type: z.string(),
  confidence: Share,
  /** The words that show it; null when unknown. */
  cue: z.string().max(200).nullable(),
}));
export type HookType = z.infer<typeof HookType>;

/** What was read on the screen. Text that is not here was not found; that is no statement that it is not there. */
export const AdText = strict(() => ({
  version: z.int().positive(),
  frames_read: z.int().nonnegative(),
  lines: z.array(TextLine).max(500),
  /** X09: lines that stand in the first three seconds, in reading order. */
  hook_text: z.string().max(1000),
  hook: HookType,
  cta: z.array(FoundPhrase),
  offers: z.array(FoundPhrase),
  /** X03: share of the frame that text covers, on average. */
  area: strict(() => ({ hook: Share, all: Share })),
  /** X08: true when they were seen, else null: frames without them are no proof. */
  captions: strict(() => ({ found: z.literal(true).nullable(), reason: z.string() })),
  /** Empty when no placement of the list has the shape of this ad. */
  safe_zones: z.array(SafeZone),
}));
export type AdText = z.infer<typeof AdText>;
