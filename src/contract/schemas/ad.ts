import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdText, HookType } from './ad-text.ts';
import { AdBrand } from './brand.ts';
import { AdId, Code, Instant, Points100, Seconds, Sha256 } from './common.ts';
import { Council } from './council.ts';
import { Features } from './feature.ts';
import { AdCopy, CopyShown, Spoken } from './given.ts';
import { Marks, Note } from './marks.ts';

export const MediaKind = z.enum(['video', 'image']);

/** How much was decoded; it follows from duration and size alone, so that it is the same on every run. */
export const DecodeMode = z.enum(['full', 'reference_frames', 'key_frames', 'still']);

export const Media = strict(() => ({
  container: z.string(),
  codec: z.string(),
  /** Display size in px: after rotation and sample aspect. */
  width: z.int().positive(),
  height: z.int().positive(),
  rotation_deg: z.number(),
  /** Null for a still. */
  duration_s: Seconds.nullable(),
  fps: z.number().positive().nullable(),
  has_audio: z.boolean(),
  hdr: z.boolean(),
  mode: DecodeMode,
}));
export type Media = z.infer<typeof Media>;

export const SubName = z.enum(['hook', 'clarity', 'connection', 'offer', 'craft']);
export type SubName = z.infer<typeof SubName>;
export const Grade = z.enum(['A', 'B', 'C', 'D', 'Q']);
export type Grade = z.infer<typeof Grade>;

export const Reason = strict(() => ({
  text: z.string(),
  /** Points of the overall score gained (+) or lost (−) against the item's neutral value. */
  points: z.number(),
  t0: Seconds.nullable(),
  t1: Seconds.nullable(),
  feature: z.string(),
  grade: Grade,
  sub: SubName,
}));
export type Reason = z.infer<typeof Reason>;

export const Score = strict(() => ({
  /** Share of the checklist × 100; null when more than 40 % of its weight could not be measured. */
  overall: Points100.nullable(),
  interval80: z.tuple([Points100, Points100]).nullable(),
  /** "uncalibrated prior": it follows from the file alone. What results add is `library.best_quarter`. */
  basis: z.string(),
  sub: strict(() => ({
    hook: Points100.nullable(),
    clarity: Points100.nullable(),
    connection: Points100.nullable(),
    offer: Points100.nullable(),
    craft: Points100.nullable(),
  })),
  reasons: z.array(Reason),
}));
export type Score = z.infer<typeof Score>;

/** What depends on the other ads; computed on reading, never stored. */
export const LibraryFacts = strict(() => ({
  /** Whether its pictures have been compared with the library's yet; until then the next two are not known. */
  compared: z.boolean(),
  /** 0–100, null while there is nothing to compare with. */
  distinctiveness: Points100.nullable(),
  near_duplicate_of: AdId.nullable(),
  /** 1 is the best of the ads with a score in the same folder. */
  rank: z.int().positive().nullable(),
  rank_of: z.int().nonnegative(),
  /**
   * The chance to land in the best quarter of the user's ads by link clicks per impression, as the results of its ad
   * account say; null where no model beats their average.
   */
  best_quarter: z.number().min(0).max(1).nullable(),
  /** "in Shop, calibrated on your 412 ads", or why there is only their average; null where no results speak for it. */
  best_quarter_basis: z.string().nullable(),
}));
export type LibraryFacts = z.infer<typeof LibraryFacts>;

export const Source = strict(() => ({ kind: z.enum(['folder', 'drive', 'meta']), id: z.string() }));
export type Source = z.infer<typeof Source>;

/** Told from the words of the first three seconds: those found on the screen, and those that subtitles say are spoken. */
export const Hook = strict(() => ({
  /** A type of the hook taxonomy, or `unknown`. */
  type: z.string(),
  confidence: z.number().min(0).max(1),
  /** The cue that shows it, or why it is unknown. */
  basis: z.string(),
}));
export type Hook = z.infer<typeof Hook>;

export const Ad = strict(() => ({
  id: AdId,
  path: z.string(),
  other_paths: z.array(z.string()),
  source: Source,
  sha256: Sha256,
  kind: MediaKind,
  state: z.enum(['ok', 'partial']),
  /** Why it is partial; null when it is not. */
  problem: strict(() => ({ code: Code, message: z.string(), next_step: z.string() })).nullable(),
  media: Media,
  features: Features,
  score: Score,
  library: LibraryFacts,
  hook: Hook,
  /** The words on the screen; null until they were read. */
  text: AdText.nullable(),
  /** Where its brand was found; null without a kit for it, and until the words were read. */
  brand: AdBrand.nullable(),
  /** Texts around the ad, from a file beside it; null without one. */
  copy: AdCopy.nullable(),
  /** Placements that cut its primary text, the longest part first; empty where none does. */
  copy_shown: z.array(CopyShown),
  /** C13: how its primary text opens, by the first line; null without one. */
  copy_hook: HookType.nullable(),
  /** The spoken words, from subtitles beside or in the file; null without. A track is known once the words were read. */
  spoken: Spoken.nullable(),
  council: Council.nullable(),
  ...Marks.shape,
  /** By second; those about the whole ad first. */
  notes: z.array(Note),
  engine_version: z.int().positive(),
  measured_at: Instant,
}));
export type Ad = z.infer<typeof Ad>;

/** One line of the grid: what a row shows, and no more. */
export const AdRow = strict(() => ({
  id: AdId,
  name: z.string(),
  path: z.string(),
  kind: MediaKind,
  state: z.enum(['ok', 'partial']),
  problem: Code.nullable(),
  duration_s: Seconds.nullable(),
  width: z.int(),
  height: z.int(),
  aspect: z.string(),
  has_audio: z.boolean(),
  score: Points100.nullable(),
  interval80: z.tuple([Points100, Points100]).nullable(),
  sub: Score.shape.sub,
  top_reason: Reason.nullable(),
  rank: z.int().nullable(),
  rank_of: z.int(),
  near_duplicate_of: AdId.nullable(),
  copies: z.int().nonnegative(),
  /** Name of the client that the ad or a folder around it was given to. */
  client: z.string().nullable(),
  /** Frames in the filmstrip; 0 when there is none. */
  strip_frames: z.int().nonnegative(),
  ...Marks.shape,
  note_count: z.int().nonnegative(),
  /** Null until it was judged; `score` is null where too few judges voted, and then the engine's alone stands. */
  council: Council.pick({ score: true, disagreement: true, needs_human: true }).nullable(),
  /** `unknown` also while the words were not read. */
  hook_type: z.string(),
  measured_at: Instant,
}));
export type AdRow = z.infer<typeof AdRow>;
