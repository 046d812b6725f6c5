import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';

const Minor = z.int().nonnegative();
const AccountId = z.string().regex(/^\d{1,32}$/);
/** What is left of an order's value after goods and shipping. */
const Margin = z.number().gt(0).max(1);

/** How far a budget may move at once; by custom a fifth, and no rule of the platform. */
const StepShare = z.number().min(0.05).max(0.5);
/** Between two changes of one budget. */
const SpacingDays = z.int().min(1).max(30);

export const BudgetAim = z.enum(['earn', 'find winner']);
export type BudgetAim = z.infer<typeof BudgetAim>;

/** What a person set for one budget; money of a day in minor units. */
const ofBudget = {
  floor_minor: Minor,
  ceiling_minor: Minor.nullable(),
  /** Null for the account's. */
  margin: Margin.nullable(),
};

export const BudgetGuard = strict(() => ({
  /** Revenue may fall below that of the own split by this share at most. */
  loss_share: z.number().min(0.01).max(0.5),
  /** Since when that is answered for. */
  since: Instant,
  /** The split as it was then: money of a day for each budget. */
  split: z.record(z.string(), Minor),
}));
export type BudgetGuard = z.infer<typeof BudgetGuard>;

/** What a person will not have a proposal do, for one ad account. */
export const BudgetLimits = strict(() => ({
  account: strict(() => ({ id: z.string(), name: z.string() })),
  currency: z.string(),
  /** Of all budgets of a day together. */
  total_floor_minor: Minor,
  total_ceiling_minor: Minor.nullable(),
  margin: Margin,
  step_share: StepShare,
  spacing_days: SpacingDays,
  aim: BudgetAim,
  guard: BudgetGuard.nullable(),
  budgets: z.array(strict(() => ({ id: z.string(), name: z.string(), now_minor: Minor, ...ofBudget }))),
  /** Null before anything was set. */
  set_at: Instant.nullable(),
}));
export type BudgetLimits = z.infer<typeof BudgetLimits>;

/** What is left out stays as it is. */
export const BudgetLimitsPatch = strict(() => ({
  account: AccountId.optional(),
  total_floor_minor: Minor.optional(),
  total_ceiling_minor: Minor.nullable().optional(),
  margin: Margin.optional(),
  step_share: StepShare.optional(),
  spacing_days: SpacingDays.optional(),
  aim: BudgetAim.optional(),
  /** Turning it on, or another share, takes the budgets of now for the own split; null turns it off. */
  loss_share: BudgetGuard.shape.loss_share.nullable().optional(),
  budgets: z
    .array(
      strict(() => ({ id: AccountId, ...ofBudget })).partial({
        floor_minor: true,
        ceiling_minor: true,
        margin: true,
      }),
    )
    .max(500)
    .optional(),
}));
