import { flaggedBefore } from './belief.ts';
import { heedDelays } from './delay-alarm.ts';
import type { Inputs } from './proposal.ts';

/**
 * The inputs of a decision with what other looks at the same rows say: whether this week's delays are doubted, and whom the
 * evaluation of the day before would have paused.
 */
export function heeded(
  inputs: Inputs,
  knownDay: number,
  seedOf: (of: Inputs) => number,
): { readonly inputs: Inputs; readonly delayP: number | null } {
  const { inputs: own, p } = heedDelays(inputs, knownDay);
  const flagged = flaggedBefore(own, seedOf(own));
  const arms = own.arms.map((arm) => (flagged.has(arm.id) ? { ...arm, pauseFlagged: true } : arm));
  return { inputs: { ...own, arms }, delayP: p };
}
