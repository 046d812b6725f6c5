import { type Kysely, sql } from 'kysely';
import { type State, waiting } from '../../core/approve/approval.ts';
import type { ApprovalReader } from '../../ports.ts';
import { backupMark } from '../backups.ts';
import type { Tables } from '../schema.ts';
import { policyReader } from './approval-policy.ts';
import { partOf, rowOf } from './approval-rows.ts';

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
    async proposedBy(agent, at) {
      const { n } = await db
        .selectFrom('approvals')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('state', '=', 'proposed')
        .where(inTime(at))
        .where(sql<boolean>`approval ->> '$.proposedBy.kind' = 'agent'`)
        .where(sql<boolean>`approval ->> '$.proposedBy.id' = ${agent}`)
        .executeTakeFirstOrThrow();
      return n;
    },
    async approvalsOpen(account, at) {
      const rows = await db
        .selectFrom('approvals')
        .selectAll()
        .where('state', 'in', waiting)
        .where('account', '=', account)
        .where(inTime(at))
        .orderBy('seq')
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
    async pausesAllowed(account, target) {
      const rows = await db
        .selectFrom('approvals')
        .select('id')
        .where('account', '=', account)
        .where('state', 'not in', ['proposed', 'rejected'])
        .where(sql<boolean>`approval ->> '$.content.kind' = 'pause'`)
        .where(
          sql<boolean>`${target} IN (SELECT value ->> '$.target' FROM json_each(approval, '$.content.switches'))`,
        )
        .execute();
      return rows.map(({ id }) => id);
    },
    async above(target) {
      const { rows } = await sql<{ id: string }>`
        SELECT campaign_id AS id FROM meta_ad_sets WHERE id = ${target}
        UNION SELECT ad_set_id FROM meta_ads WHERE id = ${target}
        UNION SELECT campaign_id FROM meta_ads WHERE id = ${target}`.execute(db);
      return rows.map(({ id }) => id);
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
    ...policyReader(db),
  }) satisfies Partial<ApprovalReader>;
