import { z } from 'zod';
import { ApprovalId } from './approval.ts';
import { Instant } from './common.ts';

export const DecisionId = z.string().regex(/^dec_[0-9a-z]{8,32}$/);

/** Of ten outcomes nine lie between the first and the last. */
const Spread = z.strictObject({ p5: z.number(), p50: z.number(), p95: z.number() });
const Minor = z.int().nonnegative();

export const BoundBy = z.enum([
  'floor',
  'ceiling',
  'step down',
  'step up',
  'spacing',
  'learning',
  'platform least',
  'new arm',
  'stop loss',
  'pause',
]);
export type BoundBy = z.infer<typeof BoundBy>;

export const BudgetArm = z.strictObject({
  id: z.string(),
  name: z.string(),
  level: z.enum(['ad_set', 'campaign']),
  now_minor: Minor,
  proposed_minor: Minor,
  /** P(its next money brings more than in the others as they are now); null for an only arm. */
  p_better: z.number().min(0).max(1).nullable(),
  /** What one unit of money brings back, delays corrected. */
  roas: Spread,
  /** What kept the amount from following its share. */
  bound_by: BoundBy.nullable(),
  pause: z.boolean(),
  is_new: z.boolean(),
  /** Orders that were seen, and whether its response curve is known by now. */
  orders: z.int().nonnegative(),
  curve_known: z.boolean(),
});
export type BudgetArm = z.infer<typeof BudgetArm>;

export const BudgetProposal = z.strictObject({
  account: z.strictObject({ id: z.string(), name: z.string() }),
  currency: z.string(),
  total_minor: Minor,
  /** What no arm may take. */
  unspent_minor: Minor,
  arms: z.array(BudgetArm),
  /** Per day, in minor units, after spend, beyond leaving everything as it is. */
  expected_gain: Spread,
  /** One in a hundred draws is worse than this. */
  worst_gain: z.number(),
  p_gain: z.number().min(0).max(1),
  seed: z.int().nonnegative(),
  inputs_hash: z.string(),
  explain: z.strictObject({
    orders: z.int().nonnegative(),
    closed_days: z.int().nonnegative(),
    source: z.literal('meta'),
    /** Half of the orders are known so many days after the click. */
    delay_median_days: z.number(),
    delay_orders: z.int().nonnegative(),
    /** What a day ago weighs against today. */
    discount: z.number(),
    /** Scatter of the daily orders beyond what chance allows; above 1.5 the intervals are widened. */
    dispersion: z.number(),
  }),
  decision_id: DecisionId.nullable(),
  proposals: z.array(ApprovalId),
});
export type BudgetProposal = z.infer<typeof BudgetProposal>;

export const Replay = z.strictObject({
  id: DecisionId,
  made_at: Instant,
  /** The stored inputs and seed give the stored numbers, to the last digit. */
  same: z.boolean(),
  seed: z.int().nonnegative(),
  inputs_hash: z.string(),
});
