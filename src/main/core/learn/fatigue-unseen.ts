import type { Fatigue, FatigueDay } from './fatigue.ts';
import { baselineDays, baselineEnd, daysThatTell, shiftAlarm } from './fatigue-signals.ts';

export const clicksBeside = (days: readonly FatigueDay[]): number =>
  days.reduce((sum, { others }) => sum + others.clicks, 0);

/** What could not be looked at: without it nobody knows that an ad is well. Reach is read once a refresh, never of days past. */
export function unseenOf(
  { pFalling, newPeople }: Pick<Fatigue, 'pFalling' | 'newPeople'>,
  days: readonly FatigueDay[],
): string[] {
  const read = days.filter(({ lifetime }) => lifetime !== null).length;
  if (pFalling === null)
    return [`reach read on ${read} of 3 days that are needed to see whether frequency tires it`];
  if (newPeople === null) return ['reach not read both on its last day and three days of delivery before'];
  return [];
}

/** Why no shift against others does not say that there was none. */
export function unseenShift(
  days: readonly FatigueDay[],
  againstOthers: boolean,
  leastBeside: number,
): string[] {
  // By its own clicks alone a rate that has not fallen needs no market to be held against.
  if (shiftAlarm(days, false) === false) return [];
  const clicked = againstOthers ? 'it and others were clicked' : 'it was clicked';
  const end = baselineEnd(days, againstOthers);
  if (end === null)
    return [
      `${clicked} on ${daysThatTell(days, againstOthers).length} of ${baselineDays} days that are needed to see whether the click rate shifts`,
    ];
  // What fell before the baseline was whole is a part of it, and no later day stands lower.
  if (shiftAlarm(days.slice(0, end), false))
    return [
      `the click rate had shifted down before ${clicked} on ${baselineDays} days: nothing tells whether the market had too`,
    ];
  const beside = clicksBeside(days.slice(end));
  if (beside >= leastBeside) return [];
  return [
    `the click rate has shifted down; since the first ${baselineDays} days on which ${clicked}, ${beside} of ${leastBeside} clicks of other ads that tell whether the market has`,
  ];
}
