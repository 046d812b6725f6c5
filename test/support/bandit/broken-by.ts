import type { Arm, Rules } from '../../../src/main/core/decide/limits.ts';
import type { Proposal } from '../../../src/main/core/decide/proposal.ts';

export interface Promised {
  readonly rules: Rules;
  readonly floorMinor: number;
  readonly ceilingMinor: number | null;
}

/** What a proposal breaks, in words. Checked here by its own arithmetic, not with the functions that are checked. */
export function brokenBy(
  { arms, totalMinor, unspentMinor }: Omit<Proposal, 'inputsHash'>,
  before: readonly Arm[],
  { rules, floorMinor, ceilingMinor }: Promised,
  day: number,
): string[] {
  const broken: string[] = [];
  const sum = arms.reduce((all, { proposedMinor }) => all + proposedMinor, 0);
  if (sum + unspentMinor !== totalMinor || unspentMinor < 0) broken.push(`sum ${sum} of ${totalMinor}`);
  const least = Math.max(floorMinor, rules.platformLeastMinor);
  const most = ceilingMinor ?? Number.POSITIVE_INFINITY;
  const going = arms
    .filter(({ pause: { verdict } }) => verdict === 'run' || verdict === 'unpause')
    .map((arm) => {
      const was = before.find(({ id }) => id === arm.id) as Arm;
      const { nowMinor, ranAtMinor } = was;
      const rested = was.changedDay === null ? Number.POSITIVE_INFINITY : day - was.changedDay;
      // What lies outside of the user's own bounds is brought inside at once.
      const inside = nowMinor >= least && nowMinor <= most;
      const held = inside && (was.learning || rested < rules.spacingDays);
      const stepDown = nowMinor * (1 - rules.stepShare);
      const stepUp = (nowMinor || (ranAtMinor ?? Number.POSITIVE_INFINITY)) * (1 + rules.stepShare);
      const low = held ? nowMinor : Math.min(most, Math.max(least, stepDown));
      const high = held ? nowMinor : Math.max(least, Math.min(most, stepUp));
      return { ...arm, was, inside, rested, low, high };
    });
  // The steps of those that run give way where they leave no split; that of one that is resumed never does.
  const tooMuch = going.reduce((all, { low }) => all + low, 0) > totalMinor;
  const tooLittle = going.reduce((all, { high }) => all + high, 0) < totalMinor;
  for (const { id, nowMinor, proposedMinor, was, inside, rested, low, high } of going) {
    const moved = proposedMinor !== nowMinor;
    if (proposedMinor < floorMinor || proposedMinor > most)
      broken.push(`${id} ${proposedMinor} outside of floor and ceiling`);
    if (was.learning && inside && moved) broken.push(`${id} edited while learning`);
    if (moved && inside && rested < rules.spacingDays)
      broken.push(`${id} changed again after ${rested} days`);
    if (moved && proposedMinor % rules.quantumMinor !== 0)
      broken.push(`${id} ${proposedMinor} in steps of ${rules.quantumMinor}`);
    if (proposedMinor < rules.platformLeastMinor)
      broken.push(`${id} ${proposedMinor} below the platform's least`);
    if (was.pausedDay !== null && day - was.pausedDay < 14)
      broken.push(`${id} resumed after ${day - was.pausedDay} days`);
    const resumed = was.pausedDay !== null;
    const tooFar =
      (proposedMinor < low - rules.quantumMinor && !tooMuch) ||
      (proposedMinor > high + rules.quantumMinor && (resumed || !tooLittle));
    if (tooFar) broken.push(`${id} from ${was.ranAtMinor ?? nowMinor} to ${proposedMinor}`);
  }
  return broken;
}
