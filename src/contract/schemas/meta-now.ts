import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';
import { Day, Results } from './results.ts';

export const MetaLevel = z.enum(['account', 'campaign', 'ad_set', 'ad']);
/** An id at Meta. */
export const MetaId = z.string().regex(/^\d{1,32}$/);

/** What stands at Meta and what it did, in Meta's own words for its states. */
export const MetaNowRow = strict(() => ({
  id: MetaId,
  name: z.string(),
  /** As it was switched. */
  status: z.string(),
  /** What becomes of it by what it stands in, its review and its faults. */
  effective_status: z.string(),
  daily_budget_minor: z.int().nullable(),
  lifetime_budget_minor: z.int().nullable(),
  /** Of an ad set: whether Meta still learns. */
  learning: z.string().nullable(),
  issues: z.array(z.string()),
  /** Null where nothing was delivered on these days. */
  results: Results.nullable(),
}));
export type MetaNowRow = z.infer<typeof MetaNowRow>;

/** An answer of Meta to a question of this moment. It is not kept, and what is kept may say otherwise. */
export const MetaNowAnswer = strict(() => ({
  asked_at: Instant,
  account: strict(() => ({
    id: MetaId,
    name: z.string(),
    currency: z.string(),
    time_zone: z.string(),
  })),
  level: MetaLevel,
  /** Days of the account's own calendar, both included. */
  since: Day,
  until: Day,
  /** What counts as a sale; null until a refresh has chosen it, and there are no orders or revenue then. */
  action_type: z.string().nullable(),
  window: z.string().nullable(),
  rows: z.array(MetaNowRow),
  /** There are others, with less spend: name them by id. */
  more: z.boolean(),
}));
export type MetaNowAnswer = z.infer<typeof MetaNowAnswer>;
