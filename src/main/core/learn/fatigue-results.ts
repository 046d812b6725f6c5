import { normalQuantile } from '../math/special.ts';
import type { FatigueDay } from './fatigue.ts';

export const total = (
  days: readonly FatigueDay[],
  of: 'impressions' | 'clicks' | 'views3s' | 'results' | 'spendMinor',
): number => days.reduce((sum, day) => sum + (day[of] ?? 0), 0);

interface CostRatio {
  readonly ratio: number;
  readonly least: number;
  /** Results of the two weeks. */
  readonly last: number;
  readonly best: number;
}

/**
 * The cost of a result in the last week over that of the best one, and what it is at least (90 %): results are counts, and
 * the best of many weeks is better than itself by chance, so the level is shared among as many as lie side by side. Null
 * where there are too few results in the last week, or no other week.
 */
export function costRatio(days: readonly FatigueDay[]): CostRatio | null {
  const weeks: { cost: number; results: number }[] = [];
  for (let end = weekDays; end <= days.length; end += 1) {
    const week = days.slice(end - weekDays, end);
    const results = total(week, 'results');
    // Fewer than five results make a cost that any week may beat by chance.
    if (results >= leastResults) weeks.push({ cost: total(week, 'spendMinor') / results, results });
    else if (end === days.length) return null;
  }
  const last = weeks.at(-1);
  if (!last || days.length <= weekDays) return null;
  const best = weeks.reduce((cheapest, week) => (week.cost < cheapest.cost ? week : cheapest));
  const ratio = last.cost / best.cost;
  const looks = Math.max(1, Math.floor(days.length / weekDays) - 1);
  const reach = normalQuantile(1 - 0.1 / looks) * Math.sqrt(1 / last.results + 1 / best.results);
  return { ratio, least: ratio * Math.exp(-reach), last: last.results, best: best.results };
}
const weekDays = 7;
const leastResults = 5;

/** Three days without a result where at least seven were to be known by now at the rate before: e^-7 is one in a thousand. */
export function trackingBroke(days: readonly FatigueDay[]): boolean {
  const last = days.slice(-3);
  const before = days.slice(0, -3);
  const rate = total(before, 'results') / Math.max(1, total(before, 'clicks'));
  const clicks = last.reduce((sum, { clicks, knownShare }) => sum + clicks * knownShare, 0);
  return total(last, 'results') === 0 && rate * clicks >= 7;
}
