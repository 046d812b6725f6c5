import type { AuditRow } from '../../contract/index.ts';
import type { AuditEntry } from '../core/act/audit.ts';
import type { Content, Plain } from '../core/approve/content.ts';
import { titleOf } from '../core/approve/describe.ts';
import { canonicalJson } from '../core/canonical-json.ts';

type Fields = { readonly [name: string]: Plain };

const fieldsOf = (side: Plain): Fields =>
  side !== null && typeof side === 'object' && !Array.isArray(side) ? (side as Fields) : {};

/** What was asked for then; null where it is of no request, or a hand has been at it. */
function titleIn(side: Plain): string | null {
  const { content } = fieldsOf(side);
  if (content === undefined) return null;
  try {
    return titleOf(content as unknown as Content) ?? null;
  } catch {
    return null;
  }
}

/** What one side of an entry says that the other does not. */
function words(side: Plain, other: Plain): string {
  const [own, others] = [fieldsOf(side), fieldsOf(other)];
  if ('content' in own || 'content' in others) {
    const title = titleIn(side);
    const isOther = titleIn(other) !== null && title !== titleIn(other);
    return [own.state, isOther ? title : null, own.reason]
      .filter((part) => typeof part === 'string' && part !== '')
      .join(': ');
  }
  return Object.entries(own)
    .filter(([name, value]) => canonicalJson(value) !== canonicalJson(others[name] ?? null))
    .map(
      ([name, value]) =>
        `${name.replaceAll('_', ' ')} ${typeof value === 'string' ? value : canonicalJson(value)}`,
    )
    .join(', ');
}

/** An entry of the log as it is shown, with what it says in words. */
export const auditRowOf = ({ previous: _, answerId, ...entry }: AuditEntry): AuditRow => ({
  ...entry,
  answer_id: answerId,
  title: titleIn(entry.after) ?? titleIn(entry.before),
  was: words(entry.before, entry.after),
  became: words(entry.after, entry.before),
});
