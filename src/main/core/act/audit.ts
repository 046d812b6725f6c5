import type { Plain } from '../approve/content.ts';
import { canonicalJson } from '../canonical-json.ts';

/** What is written down of each step: who, what, when, before, after, and the platform's id of the effect. */
export interface AuditBody {
  /** ISO 8601, UTC. For reading; the order is that of `seq`. */
  readonly at: string;
  readonly actor: string;
  readonly what: string;
  readonly subject: string;
  readonly before: Plain;
  readonly after: Plain;
  readonly answerId: string | null;
}

/** hash = H(canonical JSON of seq, the hash before, and the body): no entry can change without all after it. */
export interface AuditEntry extends AuditBody {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}

/** Kept outside of the database (keychain, each backup): without it a shorter chain, or an older one, looks whole. */
export interface Anchor {
  readonly count: number;
  readonly head: string;
}

export type Verdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly firstBad: number; readonly reason: string };

type Hash = (text: string) => string;

export const emptyAnchor: Anchor = { count: 0, head: '' };

export function appendEntry(last: Anchor, body: AuditBody, hash: Hash): AuditEntry {
  const { at, actor, what, subject, before, after, answerId } = body;
  const entry = {
    seq: last.count + 1,
    previous: last.head,
    at,
    actor,
    what,
    subject,
    before,
    after,
    answerId,
  };
  return { ...entry, hash: hash(canonicalJson(entry)) };
}

export const anchorOf = ({ seq, hash }: AuditEntry): Anchor => ({ count: seq, head: hash });

/**
 * Walks the whole chain. A chain may be ahead of its anchor (the anchor is written after the commit, and a crash may come
 * between) but must hold the anchored entry with the anchored hash: one that lost its end, or a whole database put back to
 * an older day, does not.
 */
export function verifyChain(entries: Iterable<AuditEntry>, anchor: Anchor, hash: Hash): Verdict {
  const check = checkChain(anchor, hash);
  for (const entry of entries) {
    const found = check.next(entry);
    if (found) return found;
  }
  return check.end();
}

/** The same, entry by entry, for a chain that is read in pages, from behind an entry that was checked before. */
export function checkChain(anchor: Anchor, hash: Hash, behind = emptyAnchor) {
  let last = behind;
  return {
    /** What is wrong with it, or null. */
    next(entry: AuditEntry): Verdict | null {
      const seq = last.count + 1;
      if (entry.seq !== seq) return bad(seq, `Entry ${seq} is missing; ${entry.seq} stands in its place.`);
      if (entry.previous !== last.head) return bad(seq, `Entry ${seq} does not follow the one before it.`);
      const { hash: own, ...rest } = entry;
      if (hash(canonicalJson(rest)) !== own) return bad(seq, `Entry ${seq} was changed.`);
      if (seq === anchor.count && own !== anchor.head)
        return bad(seq, `Entry ${seq} is not the one that was anchored.`);
      last = anchorOf(entry);
      return null;
    },
    end: (): Verdict =>
      last.count < anchor.count
        ? bad(last.count + 1, `Entries ${last.count + 1} to ${anchor.count} are missing at the end.`)
        : { ok: true, count: last.count },
  };
}

const bad = (firstBad: number, reason: string): Verdict => ({ ok: false, firstBad, reason });
