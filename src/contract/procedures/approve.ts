import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import {
  ApprovalDetail,
  ApprovalId,
  ApprovalItem,
  ApprovalLimits,
  AuditRow,
  AuditVerdict,
  LimitsPreview,
} from '../schemas/approval.ts';
import { AdId, Empty, Instant } from '../schemas/common.ts';
import { DraftPlaces, DraftWords } from '../schemas/draft.ts';
import { strict } from '../strict.ts';

const One = strict(() => ({ id: ApprovalId.describe('The request') }));
const Target = z.string().regex(/^\d{1,32}$/, 'the id of an ad set, a campaign or an ad');
const Minor = z.int().nonnegative();
const Changes = z
  .array(
    strict(() => ({
      target: Target.describe('An ad set or campaign by its id'),
      after_minor: Minor.describe("Its new daily budget in minor units of the account's currency"),
    })),
  )
  .min(1)
  .max(50);
/** A request is found again from the ad that it came of. */
const ForAd = AdId.describe('The ad of the library that this is about').optional();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const proposing = [
  'NOT_CONNECTED',
  'NOT_FOUND',
  'OFFLINE',
  'UPSTREAM',
  'RATE_LIMITED',
  'AUTH_EXPIRED',
  'NEEDS_APPROVAL',
] as const;

/** Whatever has an effect outside of this machine waits here for a person; `approve.confirm` alone lets it happen. */
export const approve = {
  'approve.list': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      which: z
        .enum(['waiting', 'all'])
        .describe(
          'What waits for a decision or for its end, most money first and what was set aside last; or all there was, newest first',
        )
        .default('waiting'),
      limit: z.int().min(1).max(1000).describe('Requests at most').default(200),
    })),
    output: strict(() => ({
      items: z.array(ApprovalItem),
      /** All that a person could decide now, and all that waits, also beyond those that are listed. */
      to_decide: z.int().nonnegative(),
      waiting: z.int().nonnegative(),
      /** Everything is stopped: nothing new is sent. */
      stopped: z.boolean(),
      /** Whether whoever asks could approve one: a person, where approving is let in. */
      may_approve: z.boolean(),
      /** By the clock that requests run out by; in a sandbox it leaps. */
      now: Instant,
    })),
    errors: [],
    summary: 'The approval queue: what waits for a person',
  }),
  'approve.show': procedure({
    kind: 'query',
    effect: 'none',
    input: One,
    output: ApprovalDetail,
    errors: ['NOT_FOUND'],
    summary: 'One request with every part, before and after, and how far each came',
  }),
  'approve.proposeBudgets': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      changes: Changes.describe('Each ad set or campaign once'),
      ad_id: ForAd,
    })),
    output: ApprovalDetail,
    errors: proposing,
    summary:
      'Propose new daily budgets, in minor units, for ad sets or campaigns; it waits until a person approves it',
  }),
  'approve.proposeSwitch': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      to: z.enum(['pause', 'resume']).describe('What to do with all of them'),
      targets: z.array(Target).min(1).max(50).describe('Ad sets, campaigns or ads by their ids'),
      ad_id: ForAd,
    })),
    output: ApprovalDetail,
    errors: proposing,
    summary: 'Propose to pause or resume ad sets, campaigns or ads; it waits until a person approves it',
  }),
  'approve.proposeDraft': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      ad_id: AdId.describe('The ad of the library whose film or picture is used'),
      account: Target.describe('Of several ad accounts; the one that is connected when absent').optional(),
      ...DraftWords.shape,
    })),
    output: ApprovalDetail,
    errors: proposing,
    summary:
      'Propose an ad of the library as a paused draft in an ad set at Meta; it waits until a person approves it, and is never made active from here',
  }),
  'approve.draftPlaces': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: DraftPlaces,
    errors: [],
    summary:
      'The ad sets of each ad account that a draft could be made in, and where the last one was asked for',
  }),
  'approve.edit': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      id: ApprovalId,
      /** Of what the editor saw. */
      content_hash: hash,
      changes: Changes,
    })),
    output: ApprovalDetail,
    errors: ['NOT_FOUND', 'CONFLICT'],
    hosts: notForModels,
    summary: 'Change a request; whoever had approved it has to do so again',
  }),
  'approve.later': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ id: ApprovalId, until: Instant })),
    output: ApprovalDetail,
    errors: ['NOT_FOUND', 'CONFLICT'],
    person: true,
    summary: 'Set a request aside until then; it expires all the same',
  }),
  'approve.reject': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ id: ApprovalId, reason: z.string().trim().max(500) })),
    output: ApprovalDetail,
    errors: ['NOT_FOUND', 'CONFLICT'],
    person: true,
    summary: 'Reject a request, with a reason',
  }),
  'approve.confirm': procedure({
    kind: 'command',
    effect: 'spend',
    input: strict(() => ({
      id: ApprovalId,
      /** Of what the approver saw: anything else is refused. */
      content_hash: hash,
      /** The amount, typed back. */
      typed_minor: Minor.nullable().default(null),
    })),
    output: ApprovalDetail,
    errors: [
      'NOT_FOUND',
      'CONFLICT',
      'NEEDS_APPROVAL',
      'STOPPED',
      'BUDGET_REACHED',
      'NOT_CONNECTED',
      'OFFLINE',
      'UPSTREAM',
      'RATE_LIMITED',
      'AUTH_EXPIRED',
    ],
    /** Where a person can sit: never a bare socket, never a model. */
    hosts: ['electron', 'gateway', 'cli'],
    person: true,
    summary: 'Approve a request and carry it out, once',
  }),
  'approve.settle': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ id: ApprovalId, happened: z.boolean() })),
    output: ApprovalDetail,
    errors: ['NOT_FOUND', 'CONFLICT'],
    person: true,
    summary: 'Say whether something happened whose reply was lost',
  }),
  'approve.undo': procedure({
    kind: 'command',
    effect: 'propose',
    input: One,
    output: ApprovalDetail,
    errors: ['NOT_FOUND', 'CONFLICT', 'NEEDS_APPROVAL'],
    hosts: notForModels,
    summary: 'Propose what takes back a request that was carried out; it waits for a person like any other',
  }),
  'approve.kill': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ stop: z.boolean() })),
    output: strict(() => ({ stopped: z.boolean(), cancelled: z.int().nonnegative() })),
    errors: [],
    person: 'present',
    summary:
      'Stop everything: cancel the queue, pause the council, end answers and send nothing, until it is let go of again',
  }),
  'approve.limits': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: ApprovalLimits,
    errors: [],
    summary:
      'What one action, a day and an account may move at most, who may decide, and when two people must',
  }),
  'approve.setLimits': procedure({
    kind: 'command',
    effect: 'local',
    input: ApprovalLimits.partial(),
    output: ApprovalLimits,
    errors: [],
    person: 'present',
    summary: 'Set what may move at most, who may propose and approve, and from where two people must agree',
  }),
  'approve.previewLimits': procedure({
    kind: 'query',
    effect: 'none',
    input: ApprovalLimits.partial(),
    output: LimitsPreview,
    errors: [],
    hosts: notForModels,
    summary: 'What other limits would mean for the requests that wait now; nothing is changed',
  }),
};

/** What was done, as a chain of entries that none can be taken out of. */
export const act = {
  'act.log': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      /** Of one request; of all when absent. Newest first. */
      subject: z.string().max(64).optional(),
      limit: z.int().min(1).max(1000).default(100),
    })),
    output: strict(() => ({
      entries: z.array(AuditRow),
      /** The name in it of whoever sits at this library. */
      person: z.string(),
    })),
    errors: [],
    hosts: notForModels,
    summary: 'The audit log: who did what, when, before and after',
  }),
  'act.verify': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      since_last: z
        .boolean()
        .describe(
          'Only what came since this app last went through the whole log, where that is less than an hour ago; for a person alone',
        )
        .default(false),
    })),
    output: AuditVerdict,
    errors: [],
    summary: 'Check every entry of the audit log and its end against the copy outside of the database',
  }),
};
