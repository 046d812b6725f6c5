import type { AuditVerdict } from '../../contract/index.ts';
import { checkChain, emptyAnchor } from '../core/act/audit.ts';
import type { ApprovalReader, AuditAnchor } from '../ports.ts';

const page = 5000;

/** Walks the whole log, against every copy of its end that is kept outside of the database. */
export async function verifyAudit(
  { reader, anchor }: { readonly reader: ApprovalReader; readonly anchor: Pick<AuditAnchor, 'kept'> },
  hash: (text: string) => string,
): Promise<AuditVerdict> {
  const kept = await anchor.kept();
  const anchored_in = [...new Set(kept.map(({ place }) => place))];
  const checks = (kept.length > 0 ? kept.map((one) => one.anchor) : [emptyAnchor]).map((one) =>
    checkChain(one, hash),
  );
  let count = 0;
  for (;;) {
    const entries = await reader.auditEntries(count, page);
    for (const entry of entries) {
      for (const check of checks) {
        const found = check.next(entry);
        if (found && !found.ok)
          return { ok: false, count, first_bad: found.firstBad, reason: found.reason, anchored_in };
      }
      count += 1;
    }
    if (entries.length < page) break;
  }
  for (const check of checks) {
    const end = check.end();
    if (!end.ok) return { ok: false, count, first_bad: end.firstBad, reason: end.reason, anchored_in };
  }
  if (count > 0 && kept.length === 0)
    return {
      ok: false,
      count,
      first_bad: null,
      reason: 'The end of the log is kept nowhere outside of the database.',
      anchored_in,
    };
  return { ok: true, count, first_bad: null, reason: null, anchored_in };
}
