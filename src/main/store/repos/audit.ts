import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  type Anchor,
  type AuditBody,
  type AuditEntry,
  anchorOf,
  appendEntry,
  emptyAnchor,
} from '../../core/act/audit.ts';
import type { Plain } from '../../core/approve/content.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { ApprovalReader } from '../../ports.ts';
import type { AuditTable, Tables } from '../schema.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As it was written. A text that somebody spelt otherwise stays a text, and its entry no longer fits its hash. */
function plainOf(text: string): Plain {
  try {
    const value = JSON.parse(text) as Plain;
    return canonicalJson(value) === text ? value : text;
  } catch {
    return text;
  }
}

const entryOf = ({ answer_id, before, after, ...row }: AuditTable): AuditEntry => ({
  ...row,
  before: plainOf(before),
  after: plainOf(after),
  answerId: answer_id,
});

export async function headOf(db: Kysely<Tables>): Promise<Anchor> {
  const last = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? { count: last.seq, head: last.hash } : emptyAnchor;
}

/** Part of the transaction that changes what the entry tells of: neither is there without the other. */
export async function appendAudit(tx: Kysely<Tables>, said: AuditBody): Promise<Anchor> {
  const entry = appendEntry(await headOf(tx), said, sha256);
  const { answerId, before, after, ...row } = entry;
  await tx
    .insertInto('audit')
    .values({ ...row, before: canonicalJson(before), after: canonicalJson(after), answer_id: answerId })
    .execute();
  return anchorOf(entry);
}

export const auditReader = (db: Kysely<Tables>) =>
  ({
    auditHead: () => headOf(db),
    async auditEntries(afterSeq, limit) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('seq', '>', afterSeq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
    async lastSaid(subject, what) {
      const last = await db
        .selectFrom('audit')
        .select('seq')
        .where('subject', '=', subject)
        .where('what', '=', what)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return last?.seq ?? 0;
    },
    async newestAudit(subject, limit) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .$if(subject !== null, (query) => query.where('subject', '=', subject as string))
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
  }) satisfies Partial<ApprovalReader>;
