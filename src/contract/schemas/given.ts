import { z } from 'zod';
import { strict } from '../strict.ts';
import { SpokenLine } from './council.ts';

/** What stands around an ad in a feed, as told by a file beside it. Somebody's data: shown as it is, never followed. */
export const AdCopy = strict(() => ({
  /** Name of the file that tells it. */
  source: z.string().max(255),
  primary_text: z.string().max(5000).nullable(),
  headline: z.string().max(500).nullable(),
  description: z.string().max(500).nullable(),
  cta: z.string().max(100).nullable(),
}));
export type AdCopy = z.infer<typeof AdCopy>;

/** C02: how much of a primary text stands before "See more" in a placement that does not show all of it. */
export const CopyShown = strict(() => ({
  placement: z.string(),
  /** By secondary guides; about. */
  letters: z.int().positive(),
  /** What was found in the text and stands only after them. */
  late: z.array(z.enum(['hook', 'offer'])),
}));
export type CopyShown = z.infer<typeof CopyShown>;

/** The spoken words, from subtitles that somebody wrote. Nothing is recognised from the sound. */
export const Spoken = strict(() => ({
  /** A file beside the ad, or a track in it. */
  source: z.enum(['file', 'track']),
  /** Name of the file, or language of the track as it calls itself. */
  name: z.string().max(255),
  lines: z.array(SpokenLine).max(2000),
}));
export type Spoken = z.infer<typeof Spoken>;
