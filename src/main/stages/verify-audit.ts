import type { AuditVerdict } from '../../contract/index.ts';
import { type Anchor, type AuditEntry, checkChain, emptyAnchor } from '../core/act/audit.ts';
import type { ApprovalReader, AuditAnchor } from '../ports.ts';

interface VerifyParts {
  readonly reader: ApprovalReader;
  readonly anchor: Pick<AuditAnchor, 'kept'>;
}
type Hash = (text: string) => string;
type Kept = Awaited<ReturnType<AuditAnchor['kept']>>;

const page = 5000;

const wholeEachMs = 3_600_000;

/**
 * Goes through the log, against every copy of its end that is kept outside of the database: through the whole of it, or, for
 * whoever looks at each step, through the whole at the first look and once an hour, between them through what came since.
 * What a hand changes before that is found by the next look at the whole.
 */
export function createAuditCheck(parts: VerifyParts, hash: Hash, nowMs: () => number) {
  let wholeAt = Number.NEGATIVE_INFINITY;
  /** The end of what was checked, without its last entry, which the next look goes through again. */
  let behind = emptyAnchor;
  return async (sinceLast: boolean): Promise<AuditVerdict> => {
    const kept = await parts.anchor.kept();
    const at = nowMs();
    const isWhole =
      !sinceLast || at - wholeAt >= wholeEachMs || kept.some(({ anchor }) => anchor.count <= behind.count);
    const { verdict, last } = await walk(parts, hash, kept, isWhole ? emptyAnchor : behind);
    if (verdict.ok && last) behind = { count: last.seq - 1, head: last.previous };
    if (!verdict.ok) wholeAt = Number.NEGATIVE_INFINITY;
    else if (isWhole) wholeAt = at;
    return verdict;
  };
}

async function walk(
  { reader }: VerifyParts,
  hash: Hash,
  kept: Kept,
  behind: Anchor,
): Promise<{ readonly verdict: AuditVerdict; readonly last: AuditEntry | undefined }> {
  const anchored_in = [...new Set(kept.map(({ place }) => place))];
  const checks = (kept.length > 0 ? kept.map((one) => one.anchor) : [emptyAnchor]).map((one) =>
    checkChain(one, hash, behind),
  );
  let { count } = behind;
  let last: AuditEntry | undefined;
  const ended = (first_bad: number | null, reason: string | null) => ({
    verdict: { ok: reason === null, count, first_bad, reason, anchored_in },
    last,
  });
  for (;;) {
    const entries = await reader.auditEntries(count, page);
    for (const entry of entries) {
      for (const check of checks) {
        const found = check.next(entry);
        if (found && !found.ok) return ended(found.firstBad, found.reason);
      }
      count += 1;
      last = entry;
    }
    if (entries.length < page) break;
  }
  for (const check of checks) {
    const end = check.end();
    if (!end.ok) return ended(end.firstBad, end.reason);
  }
  return count > 0 && kept.length === 0
    ? ended(null, 'The end of the log is kept nowhere outside of the database.')
    : ended(null, null);
}
