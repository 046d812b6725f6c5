import { z } from 'zod';
import { strict } from '../strict.ts';
import { BoundBy } from './bound-by.ts';
import { AdId, Code, Instant } from './common.ts';
import { LedgerTold } from './told.ts';

export const ApprovalId = z.string().regex(/^ap_[0-9a-z]{8,32}$/);
export type ApprovalId = z.infer<typeof ApprovalId>;

/** Whole minor units of the currency beside it. */
const Minor = z.int().nonnegative();

export const ApprovalState = z.enum([
  'proposed',
  'approved',
  'intent',
  'sent',
  'confirmed',
  'failed',
  'unknown',
  'rejected',
  'expired',
  'voided',
  'cancelled',
]);
export type ApprovalState = z.infer<typeof ApprovalState>;

export const ActionKind = z.enum([
  'budget change',
  'pause',
  'resume',
  'publish',
  'send conversions',
  'model spend',
  'data leaves',
]);
export type ActionKind = z.infer<typeof ActionKind>;

/** A daily budget in minor units, or a status in a word. */
const Side = z.union([z.int(), z.string()]).nullable();

/** One line of the queue. Everything in it is built from checked fields; names in it are the platform's and the files'. */
export const ApprovalItem = strict(() => ({
  id: ApprovalId,
  ad_id: AdId.nullable(),
  kind: ActionKind,
  state: ApprovalState,
  /** The platform's id of what changes, or how many there are. */
  target: z.string(),
  before: Side,
  after: Side,
  /** What is at stake: of budgets, all that moves in both directions. */
  amount_minor: z.int(),
  currency: z.string(),
  /** Of exactly this content; an approval names it. */
  content_hash: z.string(),
  expires_at: Instant,
  title: z.string(),
  account: z.string(),
  proposed_by: strict(() => ({ kind: z.enum(['person', 'agent']), id: z.string() })),
  proposed_at: Instant,
  /** Set aside until then. */
  later_until: Instant.nullable(),
  /** Why it is not done, or what a person has to look at. */
  problem: z.string().nullable(),
}));
export type ApprovalItem = z.infer<typeof ApprovalItem>;

/** How far one part of a batch came. */
export const PartState = z.enum(['waiting', 'intent', 'done', 'failed', 'unknown', 'not done']);
export type PartState = z.infer<typeof PartState>;

export const ApprovalPart = strict(() => ({
  target: z.string(),
  name: z.string().nullable(),
  before: Side,
  after: Side,
  /** Null before anything was begun. */
  state: PartState.nullable(),
  code: Code.nullable(),
  detail: z.string().nullable(),
  /** The platform's own id of the effect. */
  answer_id: z.string().nullable(),
}));
export type ApprovalPart = z.infer<typeof ApprovalPart>;

const Spread = strict(() => ({ p5: z.number(), p50: z.number(), p95: z.number() }));

/** What a budget request follows from: which figures, how many, with what interval. */
export const ApprovalEvidence = strict(() => ({
  /** A person set the amounts; what is foretold of them is the model's. */
  by_hand: z.boolean(),
  source: z.enum(['ledger', 'meta']),
  /** Revenue of the ledger against Meta's on the days that both know; null where Meta reports none. */
  ratio: z.number().nullable(),
  /** Why the two cannot both be right, where a person named the source all the same. */
  doubt: z.string().nullable(),
  /** Until when the ledger had been told; null where Meta's figures count, or nothing was kept of it. */
  told: LedgerTold.nullable(),
  /** Sales that were due since its tracker posted last; null where they were too few to wonder at. */
  overdue: z.int().positive().nullable(),
  orders: z.int().nonnegative(),
  closed_days: z.int().nonnegative(),
  /** Of the whole decision per day, in minor units; null once other amounts are asked for than it foretold. */
  expected_gain: Spread.nullable(),
  budgets: z.array(
    strict(() => ({
      target: z.string(),
      orders: z.int().nonnegative(),
      roas: Spread,
      p_better: z.number().nullable(),
      /** Its budget as the decision found it, and what it spent of that a day where that was clearly less. */
      now_minor: Minor,
      spent_minor: Minor.nullable(),
      bound_by: BoundBy.nullable(),
      /** Of the total: by the model alone, with its part for trying, and as asked for at first, kept to judge other rules by. */
      shares: strict(() => ({ model: z.number(), explored: z.number(), final: z.number() })),
    })),
  ),
}));
export type ApprovalEvidence = z.infer<typeof ApprovalEvidence>;

export const ApprovalDetail = strict(() => ({
  item: ApprovalItem,
  parts: z.array(ApprovalPart),
  /** What else the approval binds, of requests that change no budget. */
  facts: z.array(strict(() => ({ name: z.string(), value: z.string() }))),
  evidence: ApprovalEvidence.nullable(),
  /** What to know before a yes: a large step, an ad set that still learns. Empty once it is decided. */
  warnings: z.array(z.string()),
  /** At this amount the approver types it back. */
  type_back: z.boolean(),
  approvals_needed: z.int().positive(),
  approvals_given: z.array(strict(() => ({ person: z.string(), at: Instant }))),
  /** The decision that it follows from, to be shown and replayed. */
  decision_id: z.string().nullable(),
  /** Whether it can be taken back, by a proposal of its own. */
  undo: z.boolean(),
}));
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;

export const Role = z.enum(['viewer', 'proposer', 'approver']);
export type Role = z.infer<typeof Role>;

export const PersonRole = strict(() => ({
  /** As the system of the machine calls them. */
  person: z.string().trim().min(1).max(64),
  /** An ad account. */
  client: z.string().trim().min(1).max(64),
  role: Role,
}));
export type PersonRole = z.infer<typeof PersonRole>;

/** What the workspace allows. Amounts are in minor units of whatever the currency is. */
export const ApprovalLimits = strict(() => ({
  per_action_minor: Minor,
  per_day_minor: Minor,
  per_account_day_minor: Minor,
  type_back_from_minor: Minor,
  /** US cents that programs together may spend on models in a day of UTC without a person. */
  programs_day_usd_minor: Minor,
  /** From this amount on two people must agree; 0 for always, null for never. */
  two_people_from_minor: Minor.nullable(),
  /** Of who has no role of their own with a client. */
  role_of_others: Role,
  roles: z.array(PersonRole).max(500),
  expiry_hours: z.number().min(0.1).max(720),
  /** How long after a call whose reply was lost its effect may still be missing from a look-up. */
  settling_s: z.number().min(0).max(3600),
}));
export type ApprovalLimits = z.infer<typeof ApprovalLimits>;

/** What the limits ask of whoever sits at this machine before one request is allowed. */
export const Standing = strict(() => ({
  /** Why it could not be approved here; null where it could. */
  refusal: z.string().nullable(),
  type_back: z.boolean(),
  people: z.int().positive(),
}));
export type Standing = z.infer<typeof Standing>;

export const LimitsPreview = strict(() => ({
  /** Who sits at this machine, as roles call them. */
  person: z.string(),
  /** Ad accounts that are known, and those of requests. */
  clients: z.array(strict(() => ({ id: z.string(), name: z.string(), currency: z.string() }))),
  waiting: z.int().nonnegative(),
  /** US cents that programs have brought models to today, with what those that run may still cost. */
  programs_taken_usd_minor: z.int().nonnegative(),
  /** Those that the limits would treat otherwise than now. */
  changed: z.array(strict(() => ({ id: ApprovalId, title: z.string(), before: Standing, after: Standing }))),
}));
export type LimitsPreview = z.infer<typeof LimitsPreview>;

export const AuditRow = strict(() => ({
  seq: z.int().positive(),
  at: Instant,
  actor: z.string(),
  what: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  answer_id: z.string().nullable(),
  hash: z.string(),
  /** What the request asked for then; null of an entry that is of none. */
  title: z.string().nullable(),
  /** Before and after in words: what either says that the other does not. */
  was: z.string(),
  became: z.string(),
}));
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditVerdict = strict(() => ({
  ok: z.boolean(),
  count: z.int().nonnegative(),
  /** The first entry that is not as it was written. */
  first_bad: z.int().positive().nullable(),
  reason: z.string().nullable(),
  /** Where the end of the log is kept outside of the database. */
  anchored_in: z.array(z.enum(['file', 'keychain'])),
}));
export type AuditVerdict = z.infer<typeof AuditVerdict>;
