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
function largeIn({ beforeMinor, afterMinor, ...change }: BudgetChange): string | null {
  const step = beforeMinor === 0 ? 0 : (afterMinor - beforeMinor) / beforeMinor;
  if (Math.abs(step) <= largeStep) return null;
  return `${nameOf(change)} by ${step < 0 ? '\u2212' : '+'}${Math.round(Math.abs(step) * 100)} %`;
}
