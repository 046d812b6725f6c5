import { z } from 'zod';
import { ApprovalState, Code, Instant, PartState } from '../../../contract/index.ts';
import type { Approval } from '../../core/approve/approval.ts';
import { amountOf } from '../../core/approve/content.ts';
import type { ApprovalRow, Part } from '../../ports.ts';
import type { ApprovalPartsTable, ApprovalsTable } from '../schema.ts';

/** How a request and its calls lie in the store. */

const place = { account: z.string(), client: z.string(), currency: z.string() };
/** Of a change of an ad account. */
const changing = { ...place, takesBack: z.string().optional() };
const named = { target: z.string(), name: z.string().optional() };
const StoredContent = z.union([
  z.strictObject({
    ...changing,
    kind: z.literal('budget change'),
    changes: z.array(
      z.strictObject({
        ...named,
        beforeMinor: z.number(),
        afterMinor: z.number(),
        paused: z.literal(true).optional(),
      }),
    ),
  }),
  z.strictObject({
    ...changing,
    kind: z.enum(['pause', 'resume']),
    switches: z.array(z.strictObject({ ...named, budgetMinor: z.number().nullable() })),
  }),
  z.strictObject({
    ...place,
    kind: z.enum(['publish', 'send conversions', 'model spend', 'data leaves']),
    amountMinor: z.number(),
    details: z.json(),
  }),
]) satisfies z.ZodType<Approval['content']>;
const StoredApproval = z.strictObject({
  id: z.string(),
  state: ApprovalState,
  content: StoredContent,
  contentHash: z.string(),
  proposedBy: z.strictObject({ kind: z.enum(['person', 'agent']), id: z.string() }),
  proposedAt: Instant,
  expiresAt: Instant,
  laterUntil: Instant.nullable(),
  given: z.array(z.strictObject({ person: z.string(), at: Instant, hash: z.string() })),
  reason: z.string().nullable(),
  tag: z.string().nullable(),
  sentAt: Instant.nullable(),
  answerId: z.string().nullable(),
}) satisfies z.ZodType<Approval>;

const Mutation = z.union([
  z.strictObject({
    tag: z.string(),
    target: z.string(),
    do: z.literal('set budget'),
    fromMinor: z.int(),
    toMinor: z.int(),
  }),
  z.strictObject({ tag: z.string(), target: z.string(), do: z.enum(['pause', 'resume']) }),
]);

export const rowOf = (row: ApprovalsTable): ApprovalRow => ({
  approval: StoredApproval.parse(JSON.parse(row.approval)),
  revision: row.revision,
  adId: row.ad_id,
  decisionId: row.decision_id,
  allowedAt: row.allowed_at,
  notBefore: row.not_before,
  problem: row.problem,
});
export const partOf = (row: ApprovalPartsTable): Part => ({
  tag: row.tag,
  target: row.target,
  mutation: Mutation.nullable().parse(JSON.parse(row.mutation)),
  state: PartState.parse(row.state),
  attempts: row.attempts,
  sentAt: row.sent_at,
  answerId: row.answer_id,
  code: Code.nullable().parse(row.code),
  detail: row.detail,
});

export const valuesOf = ({ approval, ...row }: Omit<ApprovalRow, 'revision'>) => ({
  state: approval.state,
  account: approval.content.account,
  currency: approval.content.currency,
  amount_minor: amountOf(approval.content),
  approval: JSON.stringify(StoredApproval.parse(approval)),
  ad_id: row.adId,
  decision_id: row.decisionId,
  allowed_at: row.allowedAt,
  not_before: row.notBefore,
  problem: row.problem,
});
