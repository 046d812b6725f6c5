import type { CouncilMember } from '../../../../contract/index.ts';
import { memberNames } from '../../../../contract/words.ts';

/** What a vote counted as, and what was given where that is another number: the score and all dissent go by the first. */
export function pointsOf(given: number, counted: number | null): string {
  const [whole, of] = [Math.round(counted ?? given), Math.round(given)];
  return whole === of ? `${of}` : `${whole}, gave ${of}`;
}

/** One member in a line: what it gave, or why it gave nothing. */
export const voteOf = ({ member, model, score, counted, reason }: CouncilMember): string => {
  const who = member === 'engine' ? memberNames.engine : `${memberNames[member]} (${model || 'no model'})`;
  return score === null ? `${who}: no vote, ${reason}` : `${who}: ${pointsOf(score, counted)}`;
};

/** How a judge says that the ad opens; the engine, and who did not vote, says nothing. */
export const hookOf = ({ member, verdict }: CouncilMember): string[] =>
  verdict ? [`${memberNames[member]}: ${verdict.hook_type}`] : [];
