import { z } from 'zod';
import { strict } from '../strict.ts';
import { ApprovalId } from './approval.ts';
import { BoundBy } from './bound-by.ts';
import { BudgetAim, BudgetGuard } from './budget-limits.ts';
import { Instant } from './common.ts';
import { LedgerTold } from './told.ts';

export const DecisionId = z.string().regex(/^dec_[0-9a-z]{8,32}$/);

/** Of ten outcomes nine lie between the first and the last. */
const Spread = strict(() => ({ p5: z.number(), p50: z.number(), p95: z.number() }));
const Minor = z.int().nonnegative();

/** Whose orders are counted, what the other side says of the same days, and by which rule. */
export const BudgetBasis = strict(() => ({
  source: z.enum(['ledger', 'meta']),
  /** Who told the ledger. */
  sources: z.array(z.string()),
  /** Orders on the days that both know. */
  ledger_orders: z.int().nonnegative(),
  meta_orders: z.int().nonnegative(),
  /** Revenue of the ledger against Meta's on those days; null where Meta reports none. */
  ratio: z.number().nullable(),
  /** Sales of the ledger that cannot be used: their click or their budget is not known. */
  undated: z.int().nonnegative(),
  /** Null where the ledger tells of no click. */
  told: LedgerTold.nullable(),
  /** Sales that were due since its tracker posted last; null where they are too few to wonder at. */
  overdue: z.int().positive().nullable(),
  rule: z.string(),
  /** Why nothing is proposed on it before a person has named the source. */
  blocked: z.string().nullable(),
}));
export type BudgetBasis = z.infer<typeof BudgetBasis>;

export const BudgetArm = strict(() => ({
  id: z.string(),
  name: z.string(),
  level: z.enum(['ad_set', 'campaign']),
  now_minor: Minor,
  proposed_minor: Minor,
  /** What it spends of that a day, where that is clearly less. */
  spent_minor: Minor.nullable(),
  /** P(its next money brings more than in the others as they are now); null for an only arm. */
  p_better: z.number().min(0).max(1).nullable(),
  /** What one unit of money brings back, delays corrected. */
  roas: Spread,
  /** What kept the amount from following its share. */
  bound_by: BoundBy.nullable(),
  /** Share of the order value that counts as earned. */
  margin: z.number(),
  pause: z.boolean(),
  /** It does not run now; and whether it is proposed to run again. */
  paused: z.boolean(),
  resume: z.boolean(),
  is_new: z.boolean(),
  /** The day within the last four weeks from which its orders per money are others than before; what was seen before counts 30 %. */
  rate_changed_on: z.iso.date().nullable(),
  /** Orders that were seen, and whether its response curve is known by now. */
  orders: z.int().nonnegative(),
  curve_known: z.boolean(),
}));
export type BudgetArm = z.infer<typeof BudgetArm>;

export const BudgetProposal = strict(() => ({
  account: strict(() => ({ id: z.string(), name: z.string() })),
  currency: z.string(),
  total_minor: Minor,
  /** Which of the person's bounds of a whole day made it that much. */
  total_bound_by: z.enum(['floor', 'ceiling']).nullable(),
  aim: BudgetAim,
  /** How far the own split was left for it: 1 is all the way. Null where none is to be kept. */
  guard: BudgetGuard.omit({ split: true })
    .extend({ followed: z.number().min(0).max(1) })
    .nullable(),
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
  basis: BudgetBasis,
  explain: strict(() => ({
    orders: z.int().nonnegative(),
    closed_days: z.int().nonnegative(),
    /** Half of the orders are known so many days after the click. */
    delay_median_days: z.number(),
    delay_orders: z.int().nonnegative(),
    /** How likely the delays of this week's orders are by that; null where fewer than 25 came. */
    delay_p: z.number().min(0).max(1).nullable(),
    /** They are so unlikely that the curve is believed less, and nothing is paused for orders that did not come, save an arm without any. */
    delay_doubted: z.boolean(),
    /** What a day ago weighs against today. */
    discount: z.number(),
    /** Scatter of the daily orders beyond what chance allows; above 1.5 the intervals are widened. */
    dispersion: z.number(),
    /** How much further off than foretold earlier outcomes were; it widens the intervals above 1.5. Null while too few are known. */
    past_scatter: z.number().nullable(),
  })),
  decision_id: DecisionId.nullable(),
  proposals: z.array(ApprovalId),
}));
export type BudgetProposal = z.infer<typeof BudgetProposal>;

/** What a person's own amounts would bring, by the draws of a proposal. Money on average a day, in minor units. */
export const WhatIf = strict(() => ({
  account: strict(() => ({ id: z.string(), name: z.string() })),
  currency: z.string(),
  /** Of the proposal that it is measured against. */
  inputs_hash: z.string(),
  total_minor: Minor,
  /** Which of the person's bounds of a whole day the total breaks: it cannot be proposed so. */
  total_beyond: z.enum(['floor', 'ceiling']).nullable(),
  now_minor: Minor,
  proposed_minor: Minor,
  /** Amounts are whole multiples of this. */
  quantum_minor: z.int().positive(),
  arms: z.array(
    strict(() => ({
      id: z.string(),
      name: z.string(),
      minor: Minor,
      now_minor: Minor,
      proposed_minor: Minor,
      /** The least and the most of a day with spend; null where none is known. */
      tried: strict(() => ({ least_minor: z.number(), most_minor: z.number() })).nullable(),
      /** `extrapolated`: beyond what was ever spent; `refused`: so far beyond that nothing is foretold. */
      reach: z.enum(['seen', 'extrapolated', 'refused']),
      curve_known: z.boolean(),
      /** The room that a proposal has at this total, and which limit the amount would break. */
      low_minor: Minor,
      high_minor: Minor,
      broken_by: BoundBy.nullable(),
      revenue: Spread.nullable(),
      roas: Spread.nullable(),
    })),
  ),
  /** Null where nothing is foretold of an arm. */
  whole: strict(() => ({
    revenue: Spread,
    /** After margin and spend. */
    profit: Spread,
    /** Null where nothing is spent. */
    roas: Spread.nullable(),
    /** Profit beyond leaving everything as it is, the worst of a hundred draws of that, and its chance to be any. */
    gain: Spread,
    worst_gain: z.number(),
    p_gain: z.number().min(0).max(1),
    /** Profit beyond the proposal. */
    over_proposal: Spread,
  })).nullable(),
  /** Why no split of this total keeps what the user set. */
  infeasible: z.string().nullable(),
}));
export type WhatIf = z.infer<typeof WhatIf>;

/** What came, in minor units. */
const Came = strict(() => ({
  spend_minor: Minor,
  revenue_minor: z.int(),
  orders: z.int().nonnegative(),
}));

const CameOfAll = Came.extend({
  /** Where nine in ten such outcomes should lie. */
  foretold: Spread,
  as_foretold: z.boolean(),
});

const CameOfArm = Came.extend({
  id: z.string(),
  name: z.string(),
  /** Null where the decision gave it nothing and it ran on. */
  foretold: Spread.nullable(),
  as_foretold: z.boolean().nullable(),
});

/** Hits of so many, and where nine of ten true shares lie if each counts for itself; null of none. */
const Hits = strict(() => ({
  hits: z.int().nonnegative(),
  of: z.int().nonnegative(),
  interval90: z.tuple([z.number(), z.number()]).nullable(),
}));
const Share = z.number().min(0).max(1);

/** What the engine would have proposed each week by what was known then, and how well it foretold the week that came. */
export const Backtest = strict(() => ({
  account: strict(() => ({ id: z.string(), name: z.string() })),
  currency: z.string(),
  /** What it can tell and what it cannot; shown with every backtest. */
  rule: z.string(),
  /** Oldest first. */
  days: z.array(
    strict(() => ({
      day: z.iso.date(),
      /** Why nothing is told of it; null where something is. */
      refused: z.string().nullable(),
      source: z.enum(['ledger', 'meta']).nullable(),
      /** That were known on that day. */
      orders: z.int().nonnegative().nullable(),
      /** Of all money, that the proposal would have moved. */
      moved_share: Share.nullable(),
      /** What it would have raised returned more in the week after than what it would have cut; null where one of them is none. */
      raised_was_better: z.boolean().nullable(),
      /** Of the week after, for the money that was truly spent. */
      whole: CameOfAll.nullable(),
      arms: z.array(
        CameOfArm.extend({
          /** Of all money: spent before, proposed, and spent in the week after. */
          now_share: Share,
          proposed_share: Share,
          spent_share: Share,
          p_better: Share.nullable(),
          /** Whether it returned more than the others together; null where one of the two spent nothing. */
          was_better: z.boolean().nullable(),
        }),
      ),
    })),
  ),
  settled_days: z.int().nonnegative(),
  /** Weeks of single budgets of which something was foretold. */
  budget_weeks: z.int().nonnegative(),
  /** So many of each before anything is summed up. */
  needed: strict(() => ({ settled_days: z.int(), budget_weeks: z.int() })),
  /** Null below that. */
  sums: strict(() => ({
    /** Of the weeks of single budgets, those whose revenue lay in the interval of that share. */
    inside: z.array(strict(() => ({ expected: Share, seen: Hits }))),
    /** Mean squared distance in foretold standard deviations: 1 where intervals are as wide as they should be. */
    scatter: z.number(),
    /** What was said to be better than the others, or worse, and was; and how often the engine expected to be right, of means: a single week's luck comes on top. */
    better: Hits.extend({ expected: Share }),
    /** The same where it was 90 % sure. */
    sure: Hits.extend({ expected: Share }),
    raised: Hits,
    moved_share: Share,
  })).nullable(),
}));
export type Backtest = z.infer<typeof Backtest>;

export const DecisionOutcome = strict(() => ({
  decision_id: DecisionId,
  made_at: Instant,
  account: strict(() => ({ id: z.string(), name: z.string() })),
  currency: z.string(),
  /** The requests by which it was carried out. */
  approvals: z.array(ApprovalId),
  source: z.enum(['ledger', 'meta']),
  /** `cut short`: the budgets were changed again before a whole day had passed. */
  state: z.enum(['open', 'settled', 'cut short']),
  /** Days of the account on which it ran as decided; null where it was cut short. */
  first_day: z.iso.date().nullable(),
  last_day: z.iso.date().nullable(),
  /** From that day on a refresh settles it: every order must be known by then. */
  settles_on: z.iso.date().nullable(),
  settled_at: Instant.nullable(),
  /** Of the arms for which something was foretold, for the money that was truly spent. */
  whole: CameOfAll.nullable(),
  arms: z.array(CameOfArm),
}));
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

/** What came of a change of budgets of which nothing was foretold, by Meta's figures. */
export const RequestOutcome = DecisionOutcome.pick({
  account: true,
  currency: true,
  state: true,
  first_day: true,
  last_day: true,
  settles_on: true,
}).extend({ arms: z.array(Came.extend({ id: z.string(), name: z.string() })) });
export type RequestOutcome = z.infer<typeof RequestOutcome>;

/** How well the newest proposals of an account foretold what came. */
export const BudgetCalibration = strict(() => ({
  decisions: z.int().nonnegative(),
  budgets: z.int().nonnegative(),
  /** Of them, those whose revenue lay where nine in ten should. */
  inside: z.int().nonnegative(),
  scatter: z.number().nullable(),
}));
export type BudgetCalibration = z.infer<typeof BudgetCalibration>;

export const Replay = strict(() => ({
  id: DecisionId,
  made_at: Instant,
  /** The engine that made it; null of one from before they were numbered. */
  engine: z.int().positive().nullable(),
  /** The stored inputs and seed give the stored numbers, to the last digit. */
  same: z.boolean(),
  /** Why not: another engine, changed inputs, and what differs. Null where they do. */
  why: z.string().nullable(),
  seed: z.int().nonnegative(),
  inputs_hash: z.string(),
}));
