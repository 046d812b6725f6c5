import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../contract/index.ts';
import type { ApprovalWriter, Part } from '../../ports.ts';
import { backupMark } from '../backups.ts';
import type { Tables } from '../schema.ts';
import { policyWriter } from './approval-policy.ts';
import { valuesOf } from './approval-rows.ts';
import { appendAudit, headOf } from './audit.ts';

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
    ...policyWriter(db),
  }) satisfies ApprovalWriter;
