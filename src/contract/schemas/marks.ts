import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId, Instant, Seconds } from './common.ts';

export const Flag = z.enum(['picked', 'rejected', 'none']);
export type Flag = z.infer<typeof Flag>;

export const Rating = z.int().min(1).max(5);

/** One spelling for each way of typing it; a comma stays free to part tags that are typed in a row. */
export const Tag = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^\p{Cc},]+$/u);
const Tags = z.array(Tag).max(100);

/** Chosen by the caller, so that a call that is repeated adds nothing twice. */
export const NoteId = z.string().regex(/^note_[0-9a-z]{8,32}$/);

const NoteText = z.string().trim().min(1).max(2000);
const span = {
  /** The second it is about; null for the whole ad. */
  t0: Seconds.nullable(),
  /** Its end, where it is about a stretch. */
  t1: Seconds.nullable(),
};
const runsForward = ({ t0, t1 }: { t0: number | null; t1: number | null }): boolean =>
  t1 === null || (t0 !== null && t1 >= t0);

export const Note = strict(() => ({ id: NoteId, text: NoteText, ...span, created_at: Instant }));
export type Note = z.infer<typeof Note>;

/** `created_at` only to bring back a note that was removed; otherwise it is the time of the call. */
export const NoteChange = strict(() => ({ text: NoteText, ...span, created_at: Instant.optional() })).refine(
  runsForward,
  't1: not before t0, and never without it',
);
export type NoteChange = z.infer<typeof NoteChange>;

/** What a person has said about an ad in one key each. */
export const Marks = strict(() => ({ pick: Flag, rating: Rating.nullable(), tags: z.array(Tag) }));
export type Marks = z.infer<typeof Marks>;

/** As an event tells it, and as a row of the grid shows it. */
export const MarkedAd = strict(() => ({ ad: AdId, ...Marks.shape, note_count: z.int().nonnegative() }));
export type MarkedAd = z.infer<typeof MarkedAd>;

/** What is absent stays as it is. As many ads as fit into one call through every host. */
export const MarkChange = strict(() => ({
  ads: z.array(AdId).min(1).max(40_000),
  pick: Flag.optional(),
  rating: Rating.nullable().optional(),
  /** The whole list in place of what there is. */
  tags: Tags.optional(),
  add_tags: Tags.optional(),
  remove_tags: Tags.optional(),
}));
export type MarkChange = z.infer<typeof MarkChange>;
export type MarkEdit = Omit<MarkChange, 'ads'>;
