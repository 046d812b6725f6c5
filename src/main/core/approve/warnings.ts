import type { BudgetChange, Content } from './content.ts';
import { nameOf } from './shown-name.ts';

/** Meta names no number for a change that begins learning anew; this is what buyers go by (`meta.md` 4). */
const largeStep = 0.2;

/** What an approver should know before a yes, from fields that the hash covers and from what Meta last told. */
export function warningsOf(content: Content, stillLearning: readonly string[]): string[] {
  const large = 'changes' in content ? content.changes.flatMap((change) => largeIn(change) ?? []) : [];
  const changed = 'changes' in content ? content.changes : content.kind === 'pause' ? content.switches : [];
  const learning = changed.filter(({ target }) => stillLearning.includes(target)).map(nameOf);
  return [
    ...(large.length > 0
      ? [
          `More than 20 % in one step: ${large.join(', ')}. Learning may begin anew; Meta names no limit for that.`,
        ]
      : []),
    ...(learning.length > 0
      ? [`Still learning when last read from Meta: ${learning.join(', ')}. This may begin that anew.`]
      : []),
  ];
}

/** What grows out of nothing has no share by which it grows. */
const largeIn = ({ beforeMinor: from, afterMinor: to, ...change }: BudgetChange): string | null =>
  from === 0 || Math.abs(to - from) <= largeStep * from ? null : stepText({ ...change, from, to });

/** How far a budget moves, as a share of what it is. */
export const stepText = ({
  from,
  to,
  ...change
}: Parameters<typeof nameOf>[0] & { readonly from: number; readonly to: number }): string =>
  `${nameOf(change)} by ${to < from ? '\u2212' : '+'}${Math.round((Math.abs(to - from) / from) * 100)} %`;
