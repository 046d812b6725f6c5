import type { Content } from './content.ts';

/** Meta names no number for a change that begins learning anew; this is what buyers go by (`meta.md` 4). */
const largeStep = 0.2;

/** What an approver should know before a yes, from fields that the hash covers and from what Meta last told. */
export function warningsOf(content: Content, stillLearning: readonly string[]): string[] {
  const parts = 'changes' in content ? content.changes : 'switches' in content ? content.switches : [];
  const steps =
    'changes' in content
      ? content.changes.flatMap(({ target, name, beforeMinor, afterMinor }) => {
          const step = beforeMinor === 0 ? 0 : (afterMinor - beforeMinor) / beforeMinor;
          const percent = Math.round(Math.abs(step) * 100);
          return Math.abs(step) <= largeStep
            ? []
            : `${name ?? target}: ${step < 0 ? '\u2212' : '+'}${percent} % in one step. Above 20 % its learning phase may begin anew; Meta names no limit.`;
        })
      : [];
  const learning = parts
    .filter(({ target }) => content.kind !== 'resume' && stillLearning.includes(target))
    .map(
      ({ target, name }) =>
        `${name ?? target} was still learning when it was last read from Meta; this may begin that anew.`,
    );
  return [...steps, ...learning];
}
