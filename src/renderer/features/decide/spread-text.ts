import type { BudgetProposal } from '../../../contract/index.ts';

/** Nine in ten lie in between. A bound below nothing takes a word, since a dash would look like its sign. */
export const spreadText = (
  { p5, p95 }: BudgetProposal['expected_gain'],
  say: (value: number) => string,
): string => `${say(p5)} to ${say(p95)}`;
