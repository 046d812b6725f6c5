import { z } from 'zod';
import { strict } from '../strict.ts';

/** One way to go on with a filter that is being typed. */
export const Suggestion = strict(() => ({
  /** What stands in the filter once it is taken; with a space behind it where the condition is then whole. */
  insert: z.string(),
  label: z.string(),
  /** What kind of value follows; null for a value. */
  hint: z.string().nullable(),
  /** Ads of the library with this value; null where nothing is counted. */
  ads: z.int().nonnegative().nullable(),
}));
export type Suggestion = z.infer<typeof Suggestion>;

export const Completion = strict(() => ({
  /** A suggestion takes the place of these characters. */
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  suggestions: z.array(Suggestion),
}));
export type Completion = z.infer<typeof Completion>;
