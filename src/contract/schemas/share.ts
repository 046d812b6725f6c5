import { z } from 'zod';
import { strict } from '../strict.ts';

/**
 * `too_few`: under `least_concepts` on a side, so no number is given. `no_difference_shown` is no proof that there is
 * none.
 */
export const ShareVerdict = z.enum(['differs', 'no_difference_shown', 'too_few']);

/** One thing that was looked at. For a measure the sides are medians, for a word the shares that have it. */
export const ShareFinding = strict(() => ({
  feature: z.string(),
  name: z.string(),
  unit: z.string(),
  word: z.string().nullable(),
  /** Concepts on that side of which it is known. */
  n_chosen: z.int().nonnegative(),
  n_rest: z.int().nonnegative(),
  chosen: z.number().nullable(),
  rest: z.number().nullable(),
  /** Chosen less rest. */
  effect: z.number().nullable(),
  interval90: z.tuple([z.number(), z.number()]).nullable(),
  /** Share of false findings to expect among those at least as sure, over all that was looked at. */
  q: z.number().min(0).max(1).nullable(),
  verdict: ShareVerdict,
}));
export type ShareFinding = z.infer<typeof ShareFinding>;

export const Share = strict(() => ({
  concepts_chosen: z.int().nonnegative(),
  concepts_rest: z.int().nonnegative(),
  looked_at: z.int().nonnegative(),
  least_concepts: z.int().positive(),
  /** The surest first. */
  findings: z.array(ShareFinding),
}));
export type Share = z.infer<typeof Share>;
