import { sum } from '../math/sum.ts';
import { type Bounds, project, type Split } from './project.ts';

/**
 * The split in which every budget that would hardly move is left as it is: what it would have got or given is split over
 * those that move further, inside the same bounds and as exact. Where they cannot take it, as where the whole total differs
 * by as little, small steps are what was asked for, and stay.
 */
export function splitInClearSteps(
  bounds: readonly Bounds[],
  nowMinor: readonly number[],
  totalMinor: number,
  { quantumMinor, leastStepShare = 0 }: { quantumMinor: number; leastStepShare?: number | undefined },
): Split {
  const split = project(bounds, totalMinor, quantumMinor);
  const staying = bounds.map((arm, index) => {
    const now = nowMinor[index] as number;
    const isSmall = Math.abs((split.amounts[index] as number) - now) < leastStepShare * now;
    const isFree = arm.low < arm.high && arm.low <= now && now <= arm.high;
    return isSmall && isFree ? { ...arm, low: now, high: now } : arm;
  });
  const isSettled = staying.every((arm, index) => arm === bounds[index]);
  if (isSettled || sum(staying.map(({ low }) => low)) > totalMinor) return split;
  const clear = splitInClearSteps(staying, nowMinor, totalMinor, { quantumMinor, leastStepShare });
  return clear.unspent > split.unspent ? split : clear;
}
