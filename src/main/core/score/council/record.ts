import type { Member, WeightsBasis } from '../../../../contract/index.ts';
import { correlation, ranks } from '../../math/ranks.ts';
import { brier, type Forecast, fitForecast } from './forecast.ts';
import { minPast } from './normalise.ts';
import type { Standing } from './weights.ts';

/** One vote of one judge on one ad, and what came of the ad where that is known. */
export interface PastVote {
  readonly adId: string;
  /** Judge and model together: another model is another judge. */
  readonly judge: string;
  /** As it was given, 0–100. */
  readonly score: number;
  /** Null until the ad has its results. */
  readonly hit: boolean | null;
}

export interface JudgeRecord extends Standing {
  readonly judge: string;
  /** Rank correlation of votes and results; null below `minResults` or when either never varies. */
  readonly spearman: number | null;
  /** What may be said of it, in words. */
  readonly says: string;
  readonly forecast: Forecast;
}

/** Below this a record says nothing about a judge. */
export const minResults = 30;

/** Whether the weights of these judges rest on more than chance. */
export const recordsTell = (records: readonly Standing[]): boolean =>
  records.some(({ n }) => n >= minResults);

/** What the weights of these judges rest on; below `minResults` they move, but by little and mostly by chance. */
export const weightsBasis = (records: readonly Standing[]): WeightsBasis =>
  recordsTell(records) ? 'learned' : records.some(({ n }) => n > 0) ? 'learning' : 'equal';

export const judgeKey = (member: Member, model: string): string => `${member} ${model}`;

/**
 * How one judge did: each vote is scored with the forecast fitted on the results before it, never on its own, in the
 * order of `past`. Results of other judges play no part, so taking one away changes nothing here. A vote is read by its
 * place among all scores that the judge has given by now, those without results among them: when it was cast there were
 * too few to know the judge's scale, and that is no fault of its judgement.
 */
export function recordOf(judge: string, past: readonly PastVote[]): JudgeRecord {
  const own = past.filter((vote) => vote.judge === judge);
  const values = placed(own.map(({ score }) => score));
  const seen = own.flatMap(({ hit }, at) => (hit === null ? [] : [{ value: values[at] as number, hit }]));
  let sum = 0;
  let forecast = fitForecast([]);
  seen.forEach(({ value, hit }, at) => {
    sum += brier(forecast(value), hit);
    // Refitting after each result is exact but slow on long records; after the first fifty every tenth is enough.
    if (at < 50 || at % 10 === 9 || at === seen.length - 1) forecast = fitForecast(seen.slice(0, at + 1));
  });
  const n = seen.length;
  const spearman = n < minResults ? null : spearmanOf(seen);
  return { judge, n, brier: n === 0 ? null : sum / n, spearman, forecast, says: wordsFor(n, spearman) };
}

/** As `normalise` places one score, for all of them at once. */
export const placed = (scores: readonly number[]): readonly number[] =>
  scores.length < minPast ? scores : ranks(scores).map((rank) => (100 * (rank + 0.5)) / scores.length);

function wordsFor(n: number, spearman: number | null): string {
  if (n === 0) return 'No results yet, so nothing can be said.';
  if (n < minResults) return `${n} of ${minResults} results; too few to say anything.`;
  if (spearman === null) return `${n} results, all alike: nothing can be told apart.`;
  return `${n} results.`;
}

function spearmanOf(seen: readonly { readonly value: number; readonly hit: boolean }[]): number | null {
  return correlation(ranks(seen.map(({ value }) => value)), ranks(seen.map(({ hit }) => (hit ? 1 : 0))));
}
