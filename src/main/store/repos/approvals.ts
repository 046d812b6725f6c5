import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import {
  AppError,
  ApprovalLimits,
  ApprovalState,
  Code,
  Instant,
  PartState,
} from '../../../contract/index.ts';
import { type Approval, type State, waiting } from '../../core/approve/approval.ts';
import { amountOf } from '../../core/approve/content.ts';
import type { ApprovalReader, ApprovalRow, ApprovalWriter, Part } from '../../ports.ts';
import { backupMark } from '../backups.ts';
import type { ApprovalPartsTable, ApprovalsTable, Tables } from '../schema.ts';
import { appendAudit, headOf } from './audit.ts';

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

/** Until a person sets others: small enough that a slip is small, in whatever currency (a yen has no smaller unit). */
const firstLimits: ApprovalLimits = {
  per_action_minor: 100_000,
  per_day_minor: 300_000,
  per_account_day_minor: 200_000,
  type_back_from_minor: 20_000,
  programs_day_usd_minor: 2000,
  two_people_from_minor: null,
  role_of_others: 'approver',
  roles: [],
  expiry_hours: 24,
  settling_s: 120,
};

const rowOf = (row: ApprovalsTable): ApprovalRow => ({
  approval: StoredApproval.parse(JSON.parse(row.approval)),
  revision: row.revision,
  adId: row.ad_id,
  decisionId: row.decision_id,
  allowedAt: row.allowed_at,
  notBefore: row.not_before,
  problem: row.problem,
});
const partOf = (row: ApprovalPartsTable): Part => ({
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

/** One whose time is over waits for nobody, also before that was written down. */
const inTime = (at: string) =>
  sql<boolean>`NOT (state IN ('proposed', 'approved') AND approval ->> 'expiresAt' <= ${at})`;

const laterUntil = sql<string | null>`approval ->> 'laterUntil'`;

export const approvalReader = (db: Kysely<Tables>) =>
  ({
    async approvalRow(id) {
      const row = await db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? rowOf(row) : null;
    },
    async approvalRows(states: readonly State[] | null, limit) {
      const rows = await db
        .selectFrom('approvals')
        .selectAll()
        .$if(states !== null, (query) => query.where('state', 'in', states as State[]))
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
    async approvalsByStake(at, limit) {
      const rows = await db
        .selectFrom('approvals')
        .selectAll()
        .where('state', 'in', waiting)
        .where(inTime(at))
        .orderBy(sql`coalesce(${laterUntil} > ${at}, 0)`)
        .orderBy('amount_minor', 'desc')
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
    async approvalsOf(decisionId) {
      const rows = await db
        .selectFrom('approvals')
        .selectAll()
        .where('decision_id', '=', decisionId)
        .orderBy('seq')
        .execute();
      return rows.map(rowOf);
    },
    async takingBack(id, at) {
      const row = await db
        .selectFrom('approvals')
        .select('id')
        .where('state', 'in', [...waiting, 'confirmed'])
        .where(sql<boolean>`approval ->> '$.content.takesBack' = ${id}`)
        .where(inTime(at))
        .orderBy('seq', 'desc')
        .executeTakeFirst();
      return row?.id ?? null;
    },
    async approvalParts(id) {
      const rows = await db
        .selectFrom('approval_parts')
        .selectAll()
        .where('approval_id', '=', id)
        .orderBy('seq')
        .execute();
      return rows.map(partOf);
    },
    async callsLost(target, exceptOf) {
      const rows = await db
        .selectFrom('approval_parts')
        .innerJoin('approvals', 'approvals.id', 'approval_id')
        .selectAll('approval_parts')
        .where('target', '=', target)
        .where('approval_id', '<>', exceptOf)
        // Between its turns none is on its way by itself: one that is stored as such was cut off.
        .where('approval_parts.state', 'in', ['intent', 'unknown'])
        .where('approvals.state', 'in', ['sent', 'unknown'])
        .execute();
      return rows.map(partOf);
    },
    allowedSince: (since) =>
      db
        .selectFrom('approvals')
        .select(({ fn }) => ['currency', 'account', fn.sum<number>('amount_minor').as('minor')])
        .where('allowed_at', '>=', since)
        .groupBy(['currency', 'account'])
        .execute(),
    async approvalsWaiting(at, limit) {
      const open = db.selectFrom('approvals').where('state', 'in', waiting).where(inTime(at));
      const now = sql<boolean>`state = 'proposed' AND (${laterUntil} IS NULL OR ${laterUntil} <= ${at})`;
      const counts = await open
        .select([
          sql<number>`count(*) FILTER (WHERE ${now})`.as('waiting'),
          sql<number>`count(*) FILTER (WHERE state = 'proposed' AND ${laterUntil} > ${at})`.as('aside'),
          sql<number>`count(*) FILTER (WHERE state <> 'proposed')`.as('underWay'),
        ])
        .executeTakeFirstOrThrow();
      const first = await open
        .selectAll()
        .where(now)
        .orderBy(sql`approval ->> 'expiresAt'`)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return { ...counts, first: first.map(rowOf) };
    },
    async isFromBackup() {
      const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
      return rows[0]?.user_version === backupMark;
    },
    async stillLearning(targets) {
      const rows = await db
        .selectFrom('meta_ad_sets')
        .select('id')
        .where('id', 'in', targets)
        .where('learning_status', '=', 'LEARNING')
        .execute();
      return rows.map(({ id }) => id);
    },
    async accountsOf(targets) {
      const of = (table: 'meta_ad_sets' | 'meta_campaigns' | 'meta_ads') =>
        db.selectFrom(table).select('account_id').where('id', 'in', targets);
      const rows = await of('meta_ad_sets').union(of('meta_campaigns')).union(of('meta_ads')).execute();
      return rows.map(({ account_id }) => account_id);
    },
    async approvalPolicy() {
      const row = await db.selectFrom('approval_policy').selectAll().executeTakeFirst();
      if (!row) return { limits: firstLimits, stopped: false };
      // An older version kept fewer of them.
      const limits = ApprovalLimits.parse({ ...firstLimits, ...JSON.parse(row.limits) });
      return { limits, stopped: row.stopped === 1 };
    },
  }) satisfies Partial<ApprovalReader>;

const valuesOf = ({ approval, ...row }: Omit<ApprovalRow, 'revision'>) => ({
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

async function savePart(tx: Kysely<Tables>, approvalId: string, part: Part, seq: number): Promise<void> {
  const changing = {
    seq,
    mutation: JSON.stringify(part.mutation),
    state: part.state,
    attempts: part.attempts,
    sent_at: part.sentAt,
    answer_id: part.answerId,
    code: part.code,
    detail: part.detail,
  };
  await tx
    .insertInto('approval_parts')
    .values({
      tag: part.tag,
      approval_id: approvalId,
      target: part.target,
      ...changing,
    })
    .onConflict((conflict) => conflict.column('tag').doUpdateSet(changing))
    .execute();
}

export const approvalWriter = (db: Kysely<Tables>) =>
  ({
    addApprovals: (made) =>
      db.transaction().execute(async (tx) => {
        let anchor = await headOf(tx);
        for (const { row, said } of made) {
          await tx
            .insertInto('approvals')
            .values({
              id: row.approval.id,
              seq: sql<number>`(select coalesce(max(seq), 0) + 1 from approvals)`,
              revision: 1,
              ...valuesOf(row),
            })
            .execute();
          anchor = await appendAudit(tx, said);
        }
        return anchor;
      }),
    saveApproval: ({ revision, ...row }, parts, said) =>
      db.transaction().execute(async (tx) => {
        const { id, state } = row.approval;
        const saved = await tx
          .updateTable('approvals')
          .set({ revision: revision + 1, ...valuesOf(row) })
          .where('id', '=', id)
          .where('revision', '=', revision)
          .executeTakeFirst();
        if (saved.numUpdatedRows !== 1n) {
          const now = await tx
            .selectFrom('approvals')
            .select('state')
            .where('id', '=', id)
            .executeTakeFirst();
          throw new AppError('CONFLICT', `It is already ${now?.state ?? state}.`);
        }
        for (const [at, part] of parts.entries()) await savePart(tx, id, part, at + 1);
        return appendAudit(tx, said);
      }),
    async setFromBackup(is) {
      await sql`pragma user_version = ${sql.raw(String(is ? backupMark : 0))}`.execute(db);
    },
    setApprovalPolicy: (change, said) =>
      db.transaction().execute(async (tx) => {
        const row =
          'limits' in change
            ? { limits: JSON.stringify(ApprovalLimits.parse(change.limits)) }
            : { stopped: change.stopped ? (1 as const) : (0 as const) };
        await tx
          .insertInto('approval_policy')
          .values({ id: 1, limits: JSON.stringify(firstLimits), stopped: 0, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        return appendAudit(tx, said);
      }),
  }) satisfies ApprovalWriter;
