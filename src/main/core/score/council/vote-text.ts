import type { CouncilMember } from '../../../../contract/index.ts';
import { memberNames } from '../../../../contract/words.ts';

/** One member in a line: what it gave, or why it gave nothing. */
export const voteOf = ({ member, model, score, reason }: CouncilMember): string => {
  const who = member === 'engine' ? memberNames.engine : `${memberNames[member]} (${model || 'no model'})`;
  return score === null ? `${who}: no vote, ${reason}` : `${who}: ${Math.round(score)}`;
};

/** How a judge says that the ad opens; the engine, and who did not vote, says nothing. */
export const hookOf = ({ member, verdict }: CouncilMember): string[] =>
  verdict ? [`${memberNames[member]}: ${verdict.hook_type}`] : [];
