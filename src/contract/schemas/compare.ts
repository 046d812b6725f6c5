import { z } from 'zod';
import { strict } from '../strict.ts';
import { MediaKind, Reason, SubName } from './ad.ts';
import { AdId, Points100, Seconds } from './common.ts';
import { Evidence, FeatureStatus, FeatureValue } from './feature.ts';

/** `not_enough`: one of the two has no such score. `no_interval`: the score comes without a stated uncertainty. */
export const Verdict = z.enum(['first_better', 'second_better', 'too_close', 'not_enough', 'no_interval']);
export type Verdict = z.infer<typeof Verdict>;

/** A list in here has one entry per ad, in the order asked for; `first` and `second` are places in it. */
export const ScoreComparison = strict(() => ({
  what: z.enum(['overall', ...SubName.options]),
  values: z.array(Points100.nullable()),
  intervals: z.array(z.tuple([Points100, Points100]).nullable()),
  /** Points to the best value; 0 for the best itself. */
  behind: z.array(z.number().nonnegative().nullable()),
  /** The one ad that every other with such a score may be called worse than; null when there is none. */
  winner: z.int().nonnegative().nullable(),
  pairs: z.array(
    strict(() => ({
      first: z.int().nonnegative(),
      second: z.int().nonnegative(),
      /** Value of the first less that of the second. */
      difference: z.number().nullable(),
      verdict: Verdict,
    })),
  ),
}));
export type ScoreComparison = z.infer<typeof ScoreComparison>;

export const ComparedCell = strict(() => ({
  value: FeatureValue,
  status: FeatureStatus,
  reason: z.string().nullable(),
  evidence: z.array(Evidence),
  /** What it does to the overall score of that ad; null without a score. */
  points: z.number().nullable(),
  reasons: z.array(Reason),
}));
export type ComparedCell = z.infer<typeof ComparedCell>;

export const Difference = strict(() => ({
  feature: z.string(),
  name: z.string(),
  unit: z.string(),
  /** Largest less smallest points among the ads that have a score. */
  spread: z.number().nonnegative(),
  cells: z.array(ComparedCell),
}));
export type Difference = z.infer<typeof Difference>;

export const Comparison = strict(() => ({
  ads: z.array(
    strict(() => ({
      id: AdId,
      path: z.string(),
      kind: MediaKind,
      duration_s: Seconds.nullable(),
    })),
  ),
  scores: z.array(ScoreComparison),
  /** What the checklist starts each ad from, before its reasons: start + all points = overall. */
  start: z.array(z.number().nullable()),
  /** What differs, the most points first. */
  differences: z.array(Difference),
  /** How many checks are the same in all of them. */
  same: z.int().nonnegative(),
  /** What may be said of it, A being the first ad; `settled` where one may be called better. */
  summary: z.array(strict(() => ({ text: z.string(), settled: z.boolean() }))),
}));
export type Comparison = z.infer<typeof Comparison>;
