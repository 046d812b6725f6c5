import type { AdRow, Score } from '../../contract/index.ts';
import { noScoreReason, scoreRamp, scoreWord, subLabels } from '../../contract/words.ts';
import { count } from './number.ts';

export { noScoreReason, scoreWord as wordOf, subLabels };

export const subNames = ['hook', 'clarity', 'connection', 'offer', 'craft'] as const;

/** For columns of 32 px. */
export const subShort: Record<(typeof subNames)[number], string> = {
  hook: 'Hook',
  clarity: 'Clear',
  connection: 'Conn',
  offer: 'Offer',
  craft: 'Craft',
};

export const scoreNumber = (score: number): string => count(Math.round(score));

export const interval = ([low, high]: readonly [number, number]): string =>
  `${scoreNumber(low)}–${scoreNumber(high)}`;

export const scoreColor = (score: number): string => scoreRamp(score, '--score-');

export const rankText = ({ rank, rank_of }: Pick<AdRow, 'rank' | 'rank_of'>): string =>
  rank === null ? 'no rank' : `rank ${count(rank)} of ${count(rank_of)}`;

/** One sentence for screen readers: the same facts that number, bar and whisker show. */
export const scoreSentence = (score: Score['overall'], interval80: Score['interval80']): string => {
  if (score === null) return `No score. ${noScoreReason}`;
  const range = interval80 ? `, 80 percent interval ${interval(interval80)}` : '';
  return `Checklist score ${scoreNumber(score)}, ${scoreWord(score)}${range}`;
};
