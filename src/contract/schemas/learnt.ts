import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId, Instant } from './common.ts';
import { Day, SalesBy } from './results.ts';

const Share = z.number().min(0).max(1);
const Interval = z.tuple([z.number(), z.number()]);

/** Which refresh of which account an answer rests on. */
export const LearntFrom = strict(() => ({
  account: strict(() => ({ id: z.string(), name: z.string(), currency: z.string() })),
  version: z.int().positive(),
  made_at: Instant,
  since: Day.nullable(),
  until: Day.nullable(),
  /** What ROAS counts, as it was chosen then; null until something was sold. */
  sales: SalesBy.nullable(),
  ads: z.int().nonnegative(),
  concepts: z.int().nonnegative(),
  campaigns: z.int().nonnegative(),
}));
export type LearntFrom = z.infer<typeof LearntFrom>;

export const LearnAccount = strict(() => ({
  ...LearntFrom.shape.account.shape,
  /** Whose days its figures are of. */
  time_zone: z.string(),
  /** Ads of the library that stand for one of its ads. */
  linked_ads: z.int().nonnegative(),
}));
export type LearnAccount = z.infer<typeof LearnAccount>;

export const Wording = z.enum(['no evidence', 'hint', 'pattern', 'tested']);
export type Wording = z.infer<typeof Wording>;

export const Pattern = strict(() => ({
  feature: z.string(),
  value: z.string(),
  metric: z.enum(['ctr', 'hook_rate', 'hold_rate', 'roas']),
  wording: Wording,
  /** Rate with over rate without, less 1, shrunken; null where there is too little to say. */
  effect: z.number().nullable(),
  interval90: Interval.nullable(),
  q: Share.nullable(),
  concepts_with: z.int().nonnegative(),
  concepts_without: z.int().nonnegative(),
  campaigns: z.int().nonnegative(),
  /** Ads that have it and did worse, or better where it is a loss. */
  counter_examples: z.array(AdId),
  /** Ads that have it, those with the most results first. */
  examples: z.array(AdId),
  /** Why it is not a stronger word. */
  lacks: z.array(z.string()),
  /** What an A/B test of it would need in each arm; null where there is nothing to test. */
  next_test: strict(() => ({
    per_arm: z.int().positive(),
    unit: z.enum(['impressions', 'plays', 'minor units']),
    /** Different ads in each arm, variants of one counting once: ads differ whatever they have in common. */
    concepts: z.int().positive(),
  })).nullable(),
  /** What the A/B test that makes it "tested" has shown; null for every other word. */
  test: strict(() => ({ effect: z.number(), interval95: Interval })).nullable(),
}));
export type Pattern = z.infer<typeof Pattern>;

export const Patterns = strict(() => ({
  from: LearntFrom,
  hypotheses_tried: z.int().nonnegative(),
  /** The strongest wording first, then the smallest q. */
  patterns: z.array(Pattern),
}));
export type Patterns = z.infer<typeof Patterns>;

export const FatigueState = z.enum([
  'insufficient',
  'healthy',
  'watch',
  'fatigued',
  'audience saturated',
  'market-wide',
  'tracking break',
]);
export type FatigueState = z.infer<typeof FatigueState>;

export const MetaRanking = z.enum([
  'ABOVE_AVERAGE',
  'AVERAGE',
  'BELOW_AVERAGE_35',
  'BELOW_AVERAGE_20',
  'BELOW_AVERAGE_10',
]);
export type MetaRanking = z.infer<typeof MetaRanking>;

/** What Meta itself thinks of an ad, over the last four weeks. Null where it does not say. */
export const MetaOpinion = strict(() => ({
  quality: MetaRanking.nullable(),
  engagement: MetaRanking.nullable(),
  conversion: MetaRanking.nullable(),
  /** `unavailable` where Meta does not let this account ask for diversity and fatigue. */
  own_fields: z.enum(['told', 'unavailable']),
  diversity_score: z.number().nullable(),
  diversity_label: z.string().nullable(),
  /** In Meta's own words. */
  fatigue: z.string().nullable(),
  read_at: Instant,
}));
export type MetaOpinion = z.infer<typeof MetaOpinion>;

export const TiredAd = strict(() => ({
  meta_ad_id: z.string(),
  name: z.string(),
  ad_id: AdId.nullable(),
  /** What the ad of the library has, as patterns name it; only what is known. */
  traits: z.record(z.string(), z.string()),
  state: FatigueState,
  reasons: z.array(z.string()),
  days: z.int().nonnegative(),
  impressions: z.int().nonnegative(),
  clicks: z.int().nonnegative(),
  frequency: z.number().nullable(),
  new_people: z.number().nullable(),
  p_falling: Share.nullable(),
  /** The same of its hook rate; null for images. */
  p_hook_falling: Share.nullable(),
  /** Cost of a thousand impressions over that of the rest of the account, in the last week. */
  price_ratio: z.number().nonnegative().nullable(),
  meta_opinion: MetaOpinion.nullable(),
  cost_ratio: z.number().nullable(),
  /** Click rate of each of the last thirty days. */
  ctr_by_day: z.array(strict(() => ({ day: Day, ctr: Share }))),
}));
export type TiredAd = z.infer<typeof TiredAd>;

export const Fatigue = strict(() => ({
  account: LearntFrom.shape.account,
  /** The last day of which results are known: ads ran within the fourteen days before its end. Null without results. */
  until: Day.nullable(),
  /** The gravest first. */
  ads: z.array(TiredAd),
}));
export type Fatigue = z.infer<typeof Fatigue>;

/** The newest four weeks of an account as one number: its ads that are linked and that money was spent on. */
export const DiversityIndex = strict(() => ({
  /** 0 to 100, the weighted sum of its parts; null where too little is known. */
  value: z.number().min(0).max(100).nullable(),
  /** What is missing for it. */
  lacks: z.array(z.string()),
  ads: z.int().nonnegative(),
  concepts: z.int().nonnegative(),
  parts: z.array(
    strict(() => ({
      /**
       * Wholly different concepts by spend for each ad; spend outside the largest concept; hooks by formats by personas
       * against twelve; concepts first seen in these weeks.
       */
      part: z.enum(['ideas', 'spread', 'cells', 'fresh']),
      /** Of the index. */
      share: Share,
      value: Share.nullable(),
    })),
  ),
}));
export type DiversityIndex = z.infer<typeof DiversityIndex>;

export const Diversity = strict(() => ({
  from: LearntFrom,
  /** Null of a version that was learnt before there was one. */
  index: DiversityIndex.nullable(),
  ads: z.int().nonnegative(),
  concepts: z.int().nonnegative(),
  effective_concepts: z.number().nonnegative(),
  effective_by_spend: z.number().nonnegative().nullable(),
  redundancy: z.number(),
  largest_spend_share: Share.nullable(),
  /** `proxy`: told from pictures, words and tags, not from models of meaning. */
  basis: z.literal('proxy'),
  coverage: strict(() => ({
    hooks: z.array(z.string()),
    formats: z.array(z.string()),
    counts: z.array(z.array(z.int().nonnegative())),
    /** The same of the concepts for one persona, told by a tag such as "persona: new parents". */
    personas: z.array(
      strict(() => ({ persona: z.string(), counts: z.array(z.array(z.int().nonnegative())) })),
    ),
    empty: z.array(strict(() => ({ hook: z.string(), format: z.string(), nearest: AdId }))),
  })),
  /** Concepts of several ads; Meta may treat those of one concept as one. */
  clusters: z.array(strict(() => ({ concept: AdId, ads: z.array(AdId) }))),
}));
export type Diversity = z.infer<typeof Diversity>;

export const Prediction = strict(() => ({
  ad: AdId,
  metric: z.literal('ctr'),
  account: LearntFrom.shape.account,
  /** `mean`: the account's average, which nothing that is known of the ad could beat. */
  basis: z.enum(['mean', 'ridge', 'stack']),
  /** In words: "calibrated on your 412 ads", or why there is no more than the average. */
  says: z.string(),
  rate: Share,
  interval80: Interval,
  account_rate: Share,
  /** The chance to be among the best quarter of the account's ads; null with the mean. */
  top_quarter: Share.nullable(),
  /** Of the model, not of the world: ads of yours with this did better or worse, which does not say why. */
  contributions: z.array(
    strict(() => ({ trait: z.string(), odds: z.number().positive(), clear: z.boolean() })),
  ),
  /** What it got since, and what that makes of the prediction; null before it runs. */
  own: strict(() => ({
    impressions: z.int().nonnegative(),
    link_clicks: z.int().nonnegative(),
    rate: Share,
    interval80: Interval,
  })).nullable(),
  /** The return on spend, only ever as a range; null where no order or no spend is known. */
  roas: strict(() => ({
    basis: z.enum(['mean', 'ridge']),
    says: z.string(),
    interval80: Interval,
    account_roas: z.number().nonnegative(),
    sales: SalesBy.nullable(),
  })).nullable(),
  model: strict(() => ({ id: z.int().positive(), made_at: Instant, ads: z.int(), clicks: z.int() })),
}));
export type Prediction = z.infer<typeof Prediction>;

/** How far two figures put ads in the same order (Spearman), out of the places they ran in; null with fewer than 20 ads. */
const Agreement = strict(() => ({
  value: z.number(),
  interval80: Interval,
  ads: z.int().positive(),
})).nullable();

/** How good the app's own predictions were. */
export const ReportCard = strict(() => ({
  from: LearntFrom,
  basis: Prediction.shape.basis,
  says: z.string(),
  /** Why it stays in use though a newer one was learnt; null where none was, or a person holds it. */
  stays: z.string().nullable(),
  /** On ads that came after all that was learnt from; null where too few were there to try. */
  later_ads: strict(() => ({
    ads: z.int(),
    clicks: z.int(),
    impressions: z.int(),
    /** Gain over the average in % of its logloss, with an 80 % interval. */
    gain: z.number(),
    gain80: Interval,
    auc: z.number(),
    /** Of what was said with what came; null where all were said to be alike. */
    rank_correlation: strict(() => ({ value: z.number(), interval80: Interval })).nullable(),
    slope: z.number().nullable(),
    /** Of ads with at least 200 impressions; null where there are none. */
    coverage80: Share.nullable(),
    top_tenth_lift: z.number(),
    /** What traits do together, as a model of its own, over the one above; null where it was not tried. */
    together: strict(() => ({ gain: z.number(), gain95: Interval, in_use: z.boolean() })).nullable(),
    format_mean_gain: z.number(),
    most_similar_gain: z.number(),
  })).nullable(),
  /** The most that a rank correlation with the results could reach; chance takes the rest. */
  noise_ceiling: Share.nullable(),
  /** Click rate with return on spend: whether what wins clicks wins money here. */
  clicks_with_returns: Agreement,
  /** Impressions with click rate: how far what has many results is what Meta chose to show. */
  impressions_with_clicks: Agreement,
  /** First predictions of ads that ran afterwards, beside what came. */
  kept: z.array(
    strict(() => ({
      ad: AdId,
      rate: Share,
      interval80: Interval,
      /** Link clicks by impressions, out of the campaign, ad set and week it ran in. */
      seen: Share,
      /** Share of what came that lies within the 80 % that was to be expected of as many impressions. */
      within: Share,
      impressions: z.int(),
      link_clicks: z.int(),
      /** Return on spend, said and seen; null where it was not said. */
      roas: strict(() => ({
        interval80: Interval,
        seen: z.number().nullable(),
        /** Whether it lies within what range and chance let expect; null below 10 orders that were to be expected. */
        held: z.boolean().nullable(),
      })).nullable(),
    })),
  ),
  /** Ads that have not run against those learnt from; null with too few of either. */
  drift: strict(() => ({
    new_ads: z.int(),
    /** Traits that changed beyond chance: population stability index above 0.25. */
    moved: z.array(strict(() => ({ trait: z.string(), psi: z.number() }))),
  })).nullable(),
  /** Every version of the model, the newest first. */
  versions: z.array(
    strict(() => ({
      version: z.int().positive(),
      made_at: Instant,
      says: z.string(),
      ads: z.int(),
      clicks: z.int(),
      gain: z.number().nullable(),
      gain80: Interval.nullable(),
      state: z.enum(['in use', 'held', 'kept']),
      /** Ads that began to run after it was made, and how many came out within the 80 % that it said. */
      ran: z.int().nonnegative(),
      within: z.int().nonnegative(),
      clicks_seen: z.int().nonnegative(),
      clicks_said: z.number().nonnegative(),
      /** Whether it still fits what came; null with too few ads to tell. */
      fits: z.boolean().nullable(),
    })),
  ),
}));
export type ReportCard = z.infer<typeof ReportCard>;

/** Real figures of one ad of the library over all days; null is "not reported". */
export const AdOutcome = strict(() => ({
  ad: AdId,
  currency: z.string(),
  impressions: z.int().nonnegative(),
  /** Link clicks by impressions. */
  ctr: Share.nullable(),
  hook_rate: Share.nullable(),
  hold_rate: z.number().nonnegative().nullable(),
  roas: z.number().nonnegative().nullable(),
  orders: z.number().nullable(),
  /** Those of days on which Meta told of orders and not what they were worth; in `roas` each is of the mean worth of the others, where these are half at least. */
  orders_of_unknown_worth: z.number().nonnegative(),
  /** What `orders` and `roas` count; null until something was sold. */
  sales: SalesBy.nullable(),
}));
export type AdOutcome = z.infer<typeof AdOutcome>;

/** What results say of an ad before its own are in: as `learn.predict` tells it, without its reasons; null with the mean. */
export const AdForecast = strict(() => ({
  ad: AdId,
  /** Which account's results say it and how well, or why there is no more than their average. */
  basis: z.string(),
  rate: Share.nullable(),
  interval80: Interval.nullable(),
  best_quarter: Share.nullable(),
}));
export type AdForecast = z.infer<typeof AdForecast>;

/** Ads at Meta on one side of a test, with what they got since it began. */
const Arm = strict(() => ({
  ads: z.array(z.string()),
  hits: z.number().nonnegative(),
  trials: z.number().nonnegative(),
}));

export const Experiment = strict(() => ({
  id: z.string(),
  state: z.enum(['running', 'read', 'dropped']),
  metric: Pattern.shape.metric,
  feature: z.string(),
  value: z.string(),
  /** What spoke for it when it was planned. */
  evidence: strict(() => ({
    wording: Wording,
    effect: z.number(),
    interval90: Interval,
    q: Share,
    /** Different ads in each arm that the test needs; null where an earlier release planned it. */
    concepts: z.int().nullable(),
  })),
  per_arm: z.int().positive(),
  unit: z.enum(['impressions', 'plays', 'minor units']),
  since: Day,
  until: Day,
  planned_at: Instant,
  with: Arm,
  without: Arm,
  /** Read once, when both arms have what was planned or its days are over. */
  verdict: z.enum(['running', 'shown', 'not shown', 'opposite']),
  effect: z.number().nullable(),
  interval95: Interval.nullable(),
  p: Share.nullable(),
  ended_at: Instant.nullable(),
}));
export type Experiment = z.infer<typeof Experiment>;
